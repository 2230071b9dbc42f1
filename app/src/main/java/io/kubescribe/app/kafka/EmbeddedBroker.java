package io.kubescribe.app.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.kafka.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kafka broker in this process: the real one (KRaft, broker and controller in one) from its
/// Maven artifacts, with its data in a folder, for clients on this machine only.
///
/// There is no replica that has what this machine loses, so every append is flushed to the disk
/// before it is acknowledged (`log.flush.interval.messages=1`). Kafka's own advice, to leave
/// flushing to the operating system, counts on replicas.
///
/// A fault that Kafka holds for fatal, such as a disk that can't be written to, ends the process: a
/// broker that goes on without its log would acknowledge what it can't keep. Safe for use by many
/// threads.
public final class EmbeddedBroker implements Component {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final int NODE = 1;
  private static final int SEGMENT = 256 << 20;

  private final Path folder;
  private final HostPort listen;
  private volatile @Nullable HostPort address;
  private @Nullable KafkaRaftServer server;

  /// @param folder belongs to the broker alone
  /// @param listen a loopback address; port 0 takes a free one
  /// @throws ConfigException if the address is not a loopback address
  public EmbeddedBroker(Path folder, HostPort listen) {
    this.folder = folder;
    this.listen = listen;
    if (!listen.isLoopback()) {
      throw new ConfigException(
          "kafka.bootstrapServers: the embedded broker has no access control and listens on a"
              + " loopback address only, was "
              + listen
              + ": use an outside cluster with kafka.embedded: false");
    }
  }

  /// Starts the broker and returns when it serves clients, about 2 s.
  ///
  /// @throws ConfigException if the address is in use
  /// @throws IOException if the folder can't be used
  public void start() throws IOException {
    exitOnFatalFaults();
    Files.createDirectories(folder);
    HostPort broker = listen.withPort(listen.port() == 0 ? freePort() : listen.port());
    requireFree(broker);
    KafkaConfig config = new KafkaConfig(properties(broker, freePort()), false);
    format();
    KafkaRaftServer fresh = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      fresh.startup();
    } catch (RuntimeException e) {
      fresh.shutdown();
      throw new IOException("the embedded broker does not start: " + e.getMessage(), e);
    }
    server = fresh;
    address = broker;
    log.atInfo().addKeyValue("address", broker).log("embedded broker listens");
  }

  /// Gives a new folder its identity. What Kafka writes last, `meta.properties`, tells a folder
  /// that has one; the remains of a first start that was cut off are made anew.
  private void format() throws IOException {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(folder.toString())
            .setMetadataLogDirectory(folder.toString())
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
            .setControllerListenerName("CONTROLLER")
            .setIgnoreFormatted(true);
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IOException(
          "can't prepare the broker's folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private Map<String, Object> properties(HostPort broker, int controllerPort) {
    String controller = "127.0.0.1:" + controllerPort;
    Map<String, Object> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", NODE);
    // The voters stand in the config and not in the log, so the port may be another at each start.
    properties.put("controller.quorum.voters", NODE + "@" + controller);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listeners", "CLIENT://" + broker + ",CONTROLLER://" + controller);
    properties.put("advertised.listeners", "CLIENT://" + broker);
    properties.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "CLIENT");
    properties.put("log.dirs", folder.toString());
    properties.put("log.flush.interval.messages", "1");
    properties.put("log.segment.bytes", SEGMENT);
    properties.put("log.retention.ms", "-1");
    properties.put("message.max.bytes", Topic.MAX_RECORD);
    properties.put("replica.fetch.max.bytes", Topic.MAX_RECORD);
    properties.put("socket.request.max.bytes", Topic.MAX_RECORD + (32 << 20));
    properties.put("auto.create.topics.enable", "false");
    for (String internal : new String[] {"offsets.topic", "transaction.state.log"}) {
      properties.put(internal + ".replication.factor", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    // Sizes for one machine: the defaults are those of a server of its own.
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    properties.put("log.cleaner.dedupe.buffer.size", 8 << 20);
    properties.put("log.cleaner.io.buffer.size", Topic.MAX_RECORD);
    properties.put("controlled.shutdown.enable", "false");
    return properties;
  }

  private static void exitOnFatalFaults() {
    Exit.setHaltProcedure(EmbeddedBroker::halt);
    Exit.setExitProcedure(EmbeddedBroker::halt);
  }

  private static void halt(int code, @Nullable String message) {
    System.err.println(
        "kubescribe: the embedded broker met a fatal fault and ends the process; see the log above"
            + (message == null ? "" : ": " + message));
    Runtime.getRuntime().halt(code);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void requireFree(HostPort wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      InetSocketAddress where = wanted.toSocketAddress();
      socket.bind(where);
    } catch (IOException e) {
      throw new ConfigException(
          "kafka.bootstrapServers: can't listen on " + wanted + ": " + e.getMessage(), e);
    }
  }

  /// Where clients connect; the configured address before [#start].
  public HostPort address() {
    HostPort current = address;
    return current == null ? listen : current;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public CheckResult check() {
    return address == null
        ? CheckResult.failed("does not run")
        : CheckResult.ok("listens on " + address());
  }

  /// Stops the broker and waits until its log is closed in order.
  @Override
  public void close() {
    KafkaRaftServer running = server;
    server = null;
    address = null;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
    }
  }
}
