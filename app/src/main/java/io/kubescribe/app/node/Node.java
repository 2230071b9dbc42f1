package io.kubescribe.app.node;

import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.kafka.EmbeddedBroker;
import io.kubescribe.core.Component;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.derived.SessionSearch;
import io.kubescribe.core.forward.ForwarderStatus;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.LogRetention;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.kafka.Topics;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.session.SessionControl;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.forward.Destinations;
import io.kubescribe.forward.ForwardConfig;
import io.kubescribe.forward.Forwarder;
import io.kubescribe.forward.Forwarders;
import io.kubescribe.forward.kafka.LetterBox;
import io.kubescribe.index.kafka.Indexer;
import io.kubescribe.index.lucene.LuceneSearchStore;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.event.EventPreparer;
import io.kubescribe.ingest.event.Redactor;
import io.kubescribe.ingest.gateway.Gateway;
import io.kubescribe.ingest.gateway.control.ControlTopic;
import io.kubescribe.ingest.gateway.control.OpenSessions;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.http.AuditReceiver;
import io.kubescribe.ingest.intake.Intake;
import io.kubescribe.ingest.kafka.KafkaIntake;
import io.kubescribe.ingest.recording.RecorderLimits;
import io.kubescribe.ingest.recording.SessionRecorder;
import io.kubescribe.ingest.token.IngestTokens;
import io.kubescribe.ingest.wire.WireDecoders;
import io.kubescribe.queryapi.RecordedSessions;
import io.kubescribe.queryapi.access.AdminToken;
import io.kubescribe.queryapi.access.Authenticator;
import io.kubescribe.queryapi.http.QueryServer;
import io.kubescribe.queryapi.kafka.KafkaAccessLog;
import io.kubescribe.queryapi.kafka.SessionEnder;
import io.kubescribe.replay.file.DirectoryRecordingStore;
import io.kubescribe.replay.kafka.RecordingKeeper;
import io.kubescribe.replay.publish.DerivedPublisher;
import io.kubescribe.replay.serve.StoredReplays;
import io.kubescribe.replay.store.StoredRecordings;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One running process: the parts of its roles over one data folder, wired by hand. Safe for use by
/// many threads once started.
public final class Node implements Closeable {
  /// How long the start waits for Kafka: the embedded broker has answered by then, an outside one
  /// that has not is away.
  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);

  /// What bodies under way may take together, four of the largest.
  private static final ByteSize BODY_MEMORY = ByteSize.ofMebibytes(256);

  private final AppConfig config;
  private final Set<Role> roles;
  private final InstantSource clock;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Parts parts = new Parts();

  private @Nullable Intake intake;
  private @Nullable AuditReceiver receiver;
  private final OpenSessions sessions = new OpenSessions();
  private final Map<String, URI> gateways = new LinkedHashMap<>();
  private @Nullable ImportTallies tallies;
  private @Nullable Recordings recordings;
  private @Nullable RecordedSessions recorded;
  private ForwarderStatus forwarders = ForwarderStatus.NONE;
  private @Nullable QueryServer queryServer;
  private KafkaConfig kafka;
  private BooleanSupplier topicsStand = () -> true;

  public Node(AppConfig config, Set<Role> roles, InstantSource clock) {
    this.config = config;
    this.roles = Set.copyOf(roles);
    this.clock = clock;
    this.kafka = config.kafka();
  }

  /// Starts everything and returns when every role answers. What was started is closed again if a
  /// later part fails.
  ///
  /// @throws io.kubescribe.core.ConfigException if a setting or what it points to can't be used
  /// @throws IOException if a part does not start, or [#close] was called meanwhile
  public void start() throws IOException {
    try {
      startParts();
    } catch (Throwable e) {
      // Errors as well: the broker's threads would keep a process alive that serves nobody.
      try {
        close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private void startParts() throws IOException {
    DataFolder folder = parts.add(DataFolder.open(config.dataDir()));
    watchProcess();
    DataKey key = DataKey.open(folder.resolve("data.key"));
    startLog(folder);
    if (roles.contains(Role.REPLAY)) {
      startReplay(folder, key);
    }
    if (roles.contains(Role.FORWARD) && !config.forward().isEmpty()) {
      startForwarders();
    }
    if (roles.contains(Role.INDEX)) {
      startReading(folder, key);
    }
    if (roles.contains(Role.INGEST)) {
      startIngest(folder, key);
    }
    addresses().write(folder.path());
    parts.add(() -> RunFile.delete(folder.path()));
  }

  private void watchProcess() throws IOException {
    new UptimeMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    new FileDescriptorMetrics().bindTo(metrics);
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    parts.add(boundGcMetrics());
  }

  private Closeable boundGcMetrics() {
    JvmGcMetrics gc = new JvmGcMetrics();
    gc.bindTo(metrics);
    return gc::close;
  }

  private void startLog(DataFolder folder) throws IOException {
    if (kafka.embedded()) {
      EmbeddedBroker broker =
          parts.add(
              new EmbeddedBroker(
                  folder.resolve("kafka"), HostPort.parse(kafka.bootstrapServers())));
      broker.start();
      kafka = new KafkaConfig(true, broker.address().toString(), kafka.properties());
      Topics.ensure(kafka, KAFKA_PATIENCE);
    } else {
      TopicSetup topics = parts.add(new TopicSetup(kafka));
      topicsStand = topics::isDone;
      topics.start();
      topics.await(KAFKA_PATIENCE);
    }
  }

  private LogProducer producer(String name, Duration maxBlock) throws IOException {
    return parts.add(new LogProducer(kafka, name, maxBlock, topicsStand));
  }

  /// Search store, indexer and query API: with Lucene, one process.
  private void startReading(DataFolder folder, DataKey key) throws IOException {
    LogProducer producer = producer("reading", Duration.ofSeconds(1));
    LuceneSearchStore store =
        parts.add(LuceneSearchStore.open(folder.resolve("index"), config.index(), clock));
    Indexer indexer =
        parts.add(new Indexer(store, kafka, producer, key, config.index(), metrics, clock));
    indexer.start();
    tallies = indexer.tallies();
    parts.add(new LogRetention(kafka, Topic.AUDIT, indexer::committed, clock)).start();
    SessionSearch search =
        SessionIndexing.start(parts, folder, kafka, producer, key, config.index(), metrics, clock);
    Authenticator authenticator =
        new Authenticator(
            config.query().auth(), AdminToken.open(folder.resolve("admin.token")), clock);
    QueryServer server =
        parts.add(
            new QueryServer(
                config.query(),
                store,
                recorded,
                search,
                indexer.tallies(),
                forwarders,
                authenticator,
                new KafkaAccessLog(producer),
                key,
                metrics,
                this::components,
                clock));
    server.start();
    queryServer = server;
  }

  private void startReplay(DataFolder folder, DataKey key) throws IOException {
    LogProducer producer = producer("replay", Duration.ofSeconds(1));
    RecordingStore store =
        parts.add(
            DirectoryRecordingStore.open(folder.resolve("recordings"), config.replay().minFree()));
    Recordings stored = new StoredRecordings(store);
    StoredReplays replays = parts.add(new StoredReplays(stored, folder.resolve("derived"), clock));
    recordings = stored;
    recorded = new RecordedSessions(stored, replays, new SessionEnder(sessions, producer));
    parts
        .add(new RecordingKeeper(store, kafka, producer, key, config.replay(), metrics, clock))
        .start();
    Path published = folder.resolve("recordings.published");
    parts.add(new DerivedPublisher(stored, producer::send, published, metrics, clock)).start();
  }

  private void startForwarders() throws IOException {
    LogProducer producer = producer("dead-letters", Duration.ofSeconds(1));
    LetterBox letters = parts.add(new LetterBox(kafka, producer::send));
    letters.start();
    List<Forwarder> all = new ArrayList<>();
    for (ForwardConfig one : config.forward()) {
      Forwarder forwarder =
          parts.add(
              new Forwarder(
                  one,
                  AppConfig.queryOf(one),
                  Destinations.of(one, clock),
                  kafka,
                  letters,
                  metrics,
                  clock));
      forwarder.start();
      all.add(forwarder);
    }
    forwarders = new Forwarders(all, letters);
  }

  private void startIngest(DataFolder folder, DataKey key) throws IOException {
    LogProducer producer = producer("intake", KafkaIntake.MAX_BLOCK);
    KafkaIntake taking =
        parts.add(
            new KafkaIntake(
                new EventPreparer(new Redactor(config.ingest().redact(), key)),
                receiverId(key),
                key,
                producer::send,
                folder.resolve("spool"),
                config.ingest().audit().spool(),
                metrics,
                clock));
    taking.start();
    intake = taking;
    IngestTokens tokens =
        IngestTokens.open(folder.resolve("ingest-tokens"), config.ingest().audit().clusters());
    AuditReceiver listening =
        parts.add(
            new AuditReceiver(
                config.ingest().audit(),
                tokens,
                taking,
                BODY_MEMORY,
                metrics,
                this::components,
                metrics::scrape,
                clock));
    listening.start();
    receiver = listening;
    if (!config.ingest().gateway().isEmpty()) {
      startGateways();
    }
  }

  private void startGateways() throws IOException {
    // Strict mode releases a window's worth of output for each acknowledgement.
    LogProducer producer =
        parts.add(
            new LogProducer(kafka, "sessions", Duration.ofSeconds(1), Duration.ZERO, topicsStand));
    SessionRecorder recorder =
        parts.add(
            new SessionRecorder(producer::send, RecorderLimits.DEFAULT, System::nanoTime, metrics));
    recorder.start();
    parts.add(new ControlTopic(kafka, sessions)).start();
    for (GatewayConfig one : config.ingest().gateway()) {
      Gateway gateway =
          parts.add(
              new Gateway(
                  one,
                  Kubeconfig.open(one.kubeconfig(), one.context()),
                  recorder,
                  new WireDecoders(System::nanoTime),
                  sessions,
                  metrics,
                  clock));
      gateway.start();
      gateways.put(one.cluster().value(), gateway.address().uri(gateway.tls()));
    }
  }

  /// The same at each start of a data folder, another for each folder.
  private static String receiverId(DataKey key) {
    byte[] hash = key.hash("kubescribe receiver 1".getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(hash, 0, 8);
  }

  /// Where bodies are taken in; absent without the role `ingest`.
  public Optional<Intake> intake() {
    return Optional.ofNullable(intake);
  }

  /// The sessions that are open at this process's gateways.
  public SessionControl sessions() {
    return sessions;
  }

  /// What became of imported events; absent without the role `index`.
  public Optional<ImportTallies> tallies() {
    return Optional.ofNullable(tallies);
  }

  /// The recordings of sessions; absent without the role `replay`.
  public Optional<Recordings> recordings() {
    return Optional.ofNullable(recordings);
  }

  /// A link that signs the first user in, once; absent without the role `query`.
  public Optional<URI> signInLink() {
    return Optional.ofNullable(queryServer).map(QueryServer::signInLink);
  }

  /// The parts that can be asked how they are, in order of start.
  public List<Component> components() {
    return parts.components();
  }

  /// Where everything listens.
  public RunFile addresses() {
    AuditReceiver audit = receiver;
    boolean tls = config.ingest().audit().tls() != null;
    return new RunFile(
        Optional.ofNullable(queryServer).map(QueryServer::uri).orElse(null),
        audit == null ? null : audit.address().uri(tls),
        gateways.isEmpty() ? null : Collections.unmodifiableMap(new LinkedHashMap<>(gateways)),
        kafka.bootstrapServers(),
        ProcessHandle.current().pid());
  }

  /// Stops taking events, brings what is under way to an end, and closes every part, in reverse
  /// order of start.
  @Override
  public void close() throws IOException {
    parts.close();
  }
}
