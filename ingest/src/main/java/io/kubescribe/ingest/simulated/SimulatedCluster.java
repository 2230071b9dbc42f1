package io.kubescribe.ingest.simulated;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.netty.NettyListener;
import io.kubescribe.ingest.simulated.http.HttpConnection;
import io.kubescribe.ingest.simulated.node.Kubelet;
import io.kubescribe.ingest.simulated.node.ObjectStore;
import io.kubescribe.ingest.simulated.process.Ending;
import io.kubescribe.ingest.simulated.process.ProcessIo;
import io.kubescribe.ingest.simulated.process.Program;
import io.kubescribe.ingest.simulated.shell.CannedShell;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A small cluster that is only played: one apiserver, one node, canned shells in memory. Nothing
/// in it starts a process or touches a file of this machine. Safe for use by many threads.
public final class SimulatedCluster implements Component {
  private static final int MAX_CONNECTIONS = 8192;

  private final NettyListener listener;
  private final ObjectStore store = new ObjectStore();
  private final Map<String, Program> programs = new ConcurrentHashMap<>();
  private final Kubelet kubelet;
  private final boolean tls;
  private volatile @Nullable AuditWebhook webhook;

  private SimulatedCluster(Builder builder) {
    this.tls = builder.tls != null;
    CannedShell shell = new CannedShell();
    Program all = io -> program(io, shell).run(io);
    this.kubelet = new Kubelet(store, all, builder.clock);
    Authenticator authenticator = new Authenticator(builder.users);
    Authorizer authorizer = new Authorizer(builder.users);
    Consumer<byte[]> audit = builder.audit.andThen(this::toWebhook);
    ApiServer server =
        new ApiServer(
            authenticator,
            authorizer,
            new ApiServer.Routes(
                new ObjectRoutes(store, kubelet, builder.clock),
                new LogRoutes(store, kubelet),
                new StreamRoutes(store, kubelet, new PodPorts()),
                new ReviewRoutes(authenticator, authorizer),
                new PodProxy(store)),
            new ApiServer.Sinks(audit, builder.requests),
            builder.clock);
    this.listener =
        new NettyListener(
            "simulated",
            builder.listen,
            builder.tls,
            MAX_CONNECTIONS,
            channel -> HttpConnection.serve(channel, server::handle, builder.clock));
    SampleObjects.create(store, builder.clock);
  }

  private void toWebhook(byte[] event) {
    AuditWebhook sender = webhook;
    if (sender != null) {
      sender.accept(event);
    }
  }

  private Program program(ProcessIo io, Program otherwise) {
    return io.command().isEmpty()
        ? _ -> new Ending.NotStarted("no command specified")
        : programs.getOrDefault(io.command().getFirst(), otherwise);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Starts to listen, and the pods.
  ///
  /// @throws io.kubescribe.core.ConfigException if the address or a certificate can't be used
  public void start() {
    listener.start();
    SampleObjects.start(store, kubelet);
  }

  /// Sends the audit events of all further requests to a receiver too. To be called once.
  ///
  /// @param maxWait how long an event waits for others
  public void sendAudit(URI receiver, String token, Duration maxWait) {
    AuditWebhook sender = new AuditWebhook(receiver, token, maxWait, Duration.ofSeconds(1));
    sender.start();
    webhook = sender;
  }

  /// Adds a behaviour for commands whose first word is this, in every container, in place of a
  /// canned one.
  public void register(String command, Program program) {
    programs.put(command, program);
  }

  public HostPort address() {
    return listener.address();
  }

  /// As kubeconfig files name it. kubectl sends tokens over `https` only.
  public URI url() {
    return listener.address().uri(tls);
  }

  /// Open connections now.
  public int connections() {
    return listener.connections();
  }

  @Override
  public String name() {
    return "simulated-cluster";
  }

  @Override
  public CheckResult check() {
    return listener.isListening()
        ? CheckResult.ok("simulated cluster on " + listener.address())
        : CheckResult.failed("the simulated cluster does not listen");
  }

  @Override
  public void close() throws IOException {
    store.close();
    listener.close();
    kubelet.close();
    AuditWebhook sender = webhook;
    if (sender != null) {
      sender.close();
    }
  }

  /// How a cluster shall be. For one thread.
  public static final class Builder {
    private HostPort listen = new HostPort("127.0.0.1", 0);
    private @Nullable TlsConfig tls;
    private List<SimulatedUser> users = List.of();
    private Consumer<byte[]> audit = _ -> {};
    private Consumer<SeenRequest> requests = _ -> {};
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /// Default: a free port of 127.0.0.1.
    public Builder listen(HostPort address) {
      this.listen = address;
      return this;
    }

    /// Default: plain HTTP.
    public Builder tls(TlsConfig config) {
      this.tls = config;
      return this;
    }

    public Builder users(List<SimulatedUser> known) {
      this.users = List.copyOf(known);
      return this;
    }

    /// Gets each audit event as JSON without `kind` and `apiVersion`, on the thread of its request.
    public Builder audit(Consumer<byte[]> sink) {
      this.audit = sink;
      return this;
    }

    /// Gets each request before it is handled, on its thread.
    public Builder requests(Consumer<SeenRequest> sink) {
      this.requests = sink;
      return this;
    }

    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    public SimulatedCluster build() {
      return new SimulatedCluster(this);
    }
  }
}
