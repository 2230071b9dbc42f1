package io.kubescribe.ingest.simulated.node;

import io.kubescribe.ingest.simulated.process.MemoryFiles;
import java.io.IOException;

/// What lies in every container at first. Static.
final class CannedFiles {
  private CannedFiles() {}

  static void write(MemoryFiles files, String host, String address) throws IOException {
    for (String directory :
        new String[] {"/bin", "/dev", "/home/app", "/proc", "/root", "/sys", "/tmp", "/usr/bin"}) {
      files.makeDirectories(directory);
    }
    files.put("/etc/hostname", host + "\n");
    files.put("/etc/hosts", "127.0.0.1\tlocalhost\n" + address + "\t" + host + "\n");
    files.put(
        "/etc/os-release",
        """
        NAME="Simulated Linux"
        ID=simulated
        PRETTY_NAME="Simulated Linux (no real container)"
        """);
    files.put(
        "/etc/passwd",
        """
        root:x:0:0:root:/root:/bin/sh
        app:x:1000:1000:app:/home/app:/bin/sh
        """);
    files.put("/etc/motd", "This is a simulated container: nothing here is real.\n");
    files.put("/proc/version", "Linux version 6.1.0-simulated\n");
    files.put(
        "/app/config.yaml",
        """
        listen: 0.0.0.0:8080
        database: postgres://shop@db.example.com/shop
        """);
    files.put("/var/log/app.log", "started\nlistening on 8080\n");
  }
}
