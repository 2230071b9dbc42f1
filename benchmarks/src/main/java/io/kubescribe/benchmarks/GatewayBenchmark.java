package io.kubescribe.benchmarks;

import io.kubescribe.ingest.simulated.SimulatedCluster;
import io.kubescribe.ingest.simulated.SimulatedUser;
import io.kubescribe.ingest.simulated.process.Ending;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// What a recording gateway costs: `kubescribe up` as a process of its own, in strict mode, in
/// front of a simulated cluster of this process. The same is asked of the cluster directly and
/// through the gateway, in turns in one run, over plain connections.
public final class GatewayBenchmark {
  private static final String TOKEN = "token-of-the-bench";
  private static final int KEYS = 5_000;
  private static final int WARM_KEYS = 2_000;
  private static final int CHUNK = 32 << 10;
  private static final int ROUNDS = 3;
  private static final int CONNECTIONS = 16;
  private static final Duration GETS = Duration.ofSeconds(5);

  private final URI direct;
  private final URI gateway;

  private GatewayBenchmark(URI direct, URI gateway) {
    this.direct = direct;
    this.gateway = gateway;
  }

  /// @param args the script, MiB of the large output, number of idle sessions
  public static void main(String[] args) throws IOException, InterruptedException {
    Path script = Path.of(args[0]);
    long bytes = (args.length > 1 ? Long.parseLong(args[1]) : 1024) << 20;
    int sessions = args.length > 2 ? Integer.parseInt(args[2]) : 1_000;
    SimulatedUser user =
        new SimulatedUser("bench", "", List.of(), TOKEN, List.of(SimulatedUser.Right.ALL));
    Path folder = Files.createTempDirectory("kubescribe-bench-gateway");
    try (SimulatedCluster cluster = SimulatedCluster.builder().users(List.of(user)).build()) {
      cluster.start();
      cluster.register(
          "flood",
          io -> {
            byte[] chunk = new byte[CHUNK];
            for (long left = bytes; left > 0; left -= CHUNK) {
              io.stdout().write(chunk);
            }
            return Ending.OK;
          });
      Path config = config(folder, cluster.url());
      try (ServerProcess server = ServerProcess.start(script, "--config", config.toString())) {
        GatewayBenchmark bench =
            new GatewayBenchmark(cluster.url(), URI.create(server.address("gateway")));
        bench.keys();
        bench.output(bytes);
        bench.gets();
        bench.idle(server, sessions);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static Path config(Path folder, URI cluster) throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [ { name: c, cluster: { server: "%s" } } ]
            users: [ { name: u, user: { token: %s } } ]
            contexts: [ { name: c, context: { cluster: c, user: u } } ]
            """
                .formatted(cluster, TOKEN));
    Files.setPosixFilePermissions(kubeconfig, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
        folder.resolve("config.yaml"),
        """
        ingest:
          gateway: [ { cluster: default, listen: "127.0.0.1:0", kubeconfig: %s, mode: strict } ]
        """
            .formatted(kubeconfig));
  }

  private void keys() throws IOException {
    String cat = "stdin=1&stdout=1&command=cat";
    try (ExecConnection plain = new ExecConnection(direct, TOKEN, cat);
        ExecConnection recorded = new ExecConnection(gateway, TOKEN, cat)) {
      long[] plainNanos = new long[KEYS];
      long[] recordedNanos = new long[KEYS];
      for (int i = -WARM_KEYS; i < KEYS; i++) {
        long one = echo(plain);
        long other = echo(recorded);
        if (i >= 0) {
          plainNanos[i] = one;
          recordedNanos[i] = other;
        }
      }
      long[] added = new long[KEYS];
      Arrays.setAll(added, i -> recordedNanos[i] - plainNanos[i]);
      print("keystroke to echo, direct", plainNanos);
      print("keystroke to echo, gateway", recordedNanos);
      print("added to a keystroke", added);
    }
  }

  private static long echo(ExecConnection connection) throws IOException {
    long start = System.nanoTime();
    connection.key('a');
    while (connection.message() != 1) {}
    return System.nanoTime() - start;
  }

  private static void print(String what, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s: p50 %.0f us, p99 %.0f us%n",
        what,
        sorted[sorted.length / 2] / 1e3,
        sorted[sorted.length * 99 / 100] / 1e3);
  }

  private void output(long bytes) throws IOException {
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf(
          Locale.ROOT,
          "output of %d MiB, round %d: direct %.0f MiB/s, gateway %.0f MiB/s%n",
          bytes >> 20,
          round,
          mebibytesPerSecond(direct, bytes),
          mebibytesPerSecond(gateway, bytes));
    }
  }

  private static double mebibytesPerSecond(URI server, long bytes) throws IOException {
    long start = System.nanoTime();
    try (ExecConnection connection = new ExecConnection(server, TOKEN, "stdout=1&command=flood")) {
      long received = 0;
      for (long next = connection.message(); next >= 0; next = connection.message()) {
        received += next;
      }
      if (received != bytes) {
        throw new IOException("got " + received + " bytes of " + bytes);
      }
    }
    return bytes / 1048576.0 / ((System.nanoTime() - start) / 1e9);
  }

  private void gets() {
    for (int round = 0; round <= ROUNDS; round++) {
      double plain = getsPerSecond(direct);
      double passed = getsPerSecond(gateway);
      // The first warms up.
      if (round > 0) {
        System.out.printf(
            Locale.ROOT,
            "GETs over %d connections, round %d: direct %.0f/s, gateway %.0f/s%n",
            CONNECTIONS,
            round,
            plain,
            passed);
      }
    }
  }

  private static double getsPerSecond(URI server) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/namespaces/default/pods/toolbox"))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    AtomicLong answered = new AtomicLong();
    List<Future<?>> askers = new ArrayList<>();
    long start = System.nanoTime();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        askers.add(
            threads.submit(() -> {
              while (System.nanoTime() - start < GETS.toNanos()) {
                HttpResponse<byte[]> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                  throw new IOException("answered " + answer.statusCode());
                }
                answered.incrementAndGet();
              }
              return null;
            }));
      }
    }
    for (Future<?> asker : askers) {
      if (asker.state() == Future.State.FAILED) {
        throw new IllegalStateException("a GET has failed", asker.exceptionNow());
      }
    }
    return answered.get() / ((System.nanoTime() - start) / 1e9);
  }

  private void idle(ServerProcess server, int sessions) throws IOException, InterruptedException {
    long before = server.liveBytes();
    List<ExecConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < sessions; i++) {
        open.add(new ExecConnection(gateway, TOKEN, "stdin=1&stdout=1&command=cat"));
      }
      long after = server.liveBytes();
      System.out.printf(
          Locale.ROOT,
          "idle sessions: %d open, %d bytes of heap each%n",
          sessions,
          (after - before) / sessions);
    } finally {
      for (ExecConnection one : open) {
        one.close();
      }
    }
  }
}
