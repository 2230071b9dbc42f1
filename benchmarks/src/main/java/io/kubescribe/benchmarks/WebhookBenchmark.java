package io.kubescribe.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many events a second come in by the webhook, and how soon they are found: `kubescribe up` as
/// a process of its own, EventLists of 400 over 8 connections as kube-apiserver sends them.
///
/// CPU time is that of the process from ready to the last event found, with its broker and the JIT
/// compiler; the sender's is not in it. Each run starts a new process on a new folder.
public final class WebhookBenchmark {
  private static final int BATCH = 400;
  private static final int CONNECTIONS = 8;
  private static final int MOST_TRIES = 20;
  private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

  /// What one run has taken.
  ///
  /// @param acknowledged seconds to the last answer
  /// @param searchable seconds to the last event found
  private record Run(
      double acknowledged,
      double searchable,
      double cpuSeconds,
      Answers answers,
      long logBytes,
      long indexBytes) {}

  /// What the sender saw.
  ///
  /// @param millis to each answer of every try, ascending
  /// @param refused how many of them were 503; the body is sent again a second later
  private record Answers(List<Long> millis, int refused) {}

  private WebhookBenchmark() {}

  /// @param args the script, file of events (NDJSON, gzipped), number of events, number of runs
  public static void main(String[] args) throws IOException, InterruptedException {
    Path script = Path.of(args[0]);
    Path file = Path.of(args.length > 1 ? args[1] : "none");
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
    int runs = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    List<byte[]> events = BenchmarkEvents.raw(file, count);
    long bytes = events.stream().mapToLong(raw -> raw.length).sum();
    System.out.printf(
        Locale.ROOT,
        "%d events, %d bytes each, from %s%n",
        count,
        bytes / count,
        Files.exists(file) ? file.getFileName() : "the generator");
    List<byte[]> bodies = bodies(events);
    List<Run> measured = new ArrayList<>();
    for (int i = 1; i <= runs; i++) {
      Run run = run(script, bodies, count);
      measured.add(run);
      List<Long> answers = run.answers().millis();
      System.out.printf(
          Locale.ROOT,
          "run %d: %.0f events/s acknowledged, %.0f searchable; %.0f events per CPU second; answers"
              + " p50 %d ms, p99 %d ms, max %d ms, %d refused at first; bytes per event: log %d, index %d%n",
          i,
          count / run.acknowledged(),
          count / run.searchable(),
          count / run.cpuSeconds(),
          answers.get(answers.size() / 2),
          answers.get(answers.size() * 99 / 100),
          answers.getLast(),
          run.answers().refused(),
          run.logBytes() / count,
          run.indexBytes() / count);
    }
    print("events/s searchable", measured.stream().map(run -> count / run.searchable()).toList());
    print("events per CPU second", measured.stream().map(run -> count / run.cpuSeconds()).toList());
  }

  private static void print(String what, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "median %.0f %s, from %.0f to %.0f%n",
        sorted.get(sorted.size() / 2),
        what,
        sorted.getFirst(),
        sorted.getLast());
  }

  private static List<byte[]> bodies(List<byte[]> events) {
    List<byte[]> bodies = new ArrayList<>();
    for (int from = 0; from < events.size(); from += BATCH) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(
          "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
              .getBytes(StandardCharsets.UTF_8));
      for (int i = from; i < Math.min(events.size(), from + BATCH); i++) {
        if (i > from) {
          body.write(',');
        }
        body.writeBytes(events.get(i));
      }
      body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
      bodies.add(body.toByteArray());
    }
    return bodies;
  }

  private static Run run(Path script, List<byte[]> bodies, int count)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(script);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      URI audit = URI.create(server.address("audit").replace("{cluster}", "default"));
      URI counted =
          URI.create(server.address("ui") + "/api/v1/events/count?q=&from=1970-01-01T00:00:00Z");
      Path data = server.data();
      String token = Files.readString(data.resolve("ingest-tokens/default")).strip();
      String admin = Files.readString(data.resolve("admin.token")).strip();
      long cpu = server.cpuNanos();
      long start = System.nanoTime();
      Answers answers = send(client, audit, token, bodies);
      double acknowledged = (System.nanoTime() - start) / 1e9;
      while (count(client, counted, admin) < count) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
      double searchable = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = (server.cpuNanos() - cpu) / 1e9;
      server.end();
      return new Run(
          acknowledged,
          searchable,
          cpuSeconds,
          answers,
          // Its index files are made larger than they are.
          Folders.size(data.resolve("kafka"), ".log"),
          Folders.size(data.resolve("index"), ""));
    }
  }

  private static Answers send(HttpClient client, URI audit, String token, List<byte[]> bodies)
      throws InterruptedException {
    ConcurrentLinkedQueue<Long> answers = new ConcurrentLinkedQueue<>();
    LongAdder refused = new LongAdder();
    ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    Semaphore connections = new Semaphore(CONNECTIONS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (byte[] body : bodies) {
        connections.acquire();
        threads.execute(() -> {
          try {
            for (int tries = 1; ; tries++) {
              long start = System.nanoTime();
              HttpResponse<String> answer =
                  client.send(request(audit, token, body), HttpResponse.BodyHandlers.ofString());
              answers.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
              if (answer.statusCode() == 200) {
                return;
              }
              if (answer.statusCode() != 503 || tries == MOST_TRIES) {
                failures.add(answer.statusCode() + " " + answer.body());
                return;
              }
              refused.increment();
              LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
          } catch (IOException | InterruptedException e) {
            failures.add(e.toString());
          } finally {
            connections.release();
          }
        });
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("not every body was taken: " + failures);
    }
    return new Answers(answers.stream().sorted().toList(), refused.intValue());
  }

  private static HttpRequest request(URI audit, String token, byte[] body) {
    return HttpRequest.newBuilder(audit)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static long count(HttpClient client, URI counted, String token)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(counted).header("Authorization", "Bearer " + token).build(),
            HttpResponse.BodyHandlers.ofString());
    Matcher matcher = COUNT.matcher(answer.body());
    if (!matcher.find()) {
      throw new IOException("no count: " + answer.body());
    }
    return Long.parseLong(matcher.group(1));
  }
}
