package dev.vmascope.systemtest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that mean no good, byte for byte. Each attack is bounded in its rate, since it takes the
/// processors of the service as well, and counts how often it was made.
public final class Attackers {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final int SMALL_WINDOW = 2304;
  private static final long HOLD_MILLIS = 5_300;

  private final InetSocketAddress target;
  private final long longPaths;
  private final long hostile;
  private final Map<String, AtomicInteger> made = new TreeMap<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @FunctionalInterface
  private interface Attack {
    void make(String from, int round) throws IOException, InterruptedException;
  }

  /// @param longPaths a process with many mappings of long paths
  /// @param hostile a process that maps an object with a large description
  public Attackers(URI base, long longPaths, long hostile) {
    target = new InetSocketAddress(base.getHost(), base.getPort());
    this.longPaths = longPaths;
    this.hostile = hostile;
  }

  /// How often each attack was made.
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    made.forEach((name, count) -> counts.put(name, count.get()));
    return counts;
  }

  /// Starts every attack from every address; they go on until [#end].
  public List<Thread> start(List<String> addresses) {
    Map<String, Attack> attacks = new TreeMap<>();
    attacks.put(
        "probes that nobody reads", (from, _) -> hold(from, 25, get("/livez", "").repeat(200)));
    attacks.put(
        "options that nobody reads",
        (from, _) -> hold(from, 10, ("OPTIONS *" + HOST + "\r\n").repeat(400)));
    attacks.put(
        "pages that nobody reads",
        (from, _) -> hold(from, 10, get("/swagger-ui/swagger-ui-bundle.js", "").repeat(4)));
    attacks.put(
        "answers that nobody reads", (from, _) -> hold(from, 10, get("/api", "low").repeat(100)));
    attacks.put(
        "objects that nobody reads",
        (from, _) -> hold(from, 4, get("/api/processes/" + hostile + "/objects", "maps")));
    attacks.put("heads that are malformed", this::malformed);
    attacks.put("tokens that nobody knows", (from, _) -> ask(from, 100, get("/api", "wrong")));
    attacks.put("languages", this::language);
    attacks.put("bodies that trickle", this::trickle);
    attacks.put("globs", this::glob);
    attacks.put("answers that are not awaited", this::abort);
    attacks.put(
        "parameters without end",
        (from, _) ->
            ask(
                from,
                1000,
                get(
                    "/api/processes/self/maps?format=csv&limit=1" + "&kind=file".repeat(700),
                    "maps")));
    List<Thread> threads = new ArrayList<>();
    attacks.forEach((name, attack) -> {
      AtomicInteger count = made.computeIfAbsent(name, _ -> new AtomicInteger());
      for (String from : addresses) {
        long afterMillis = HOLD_MILLIS * threads.size() / attacks.size() / addresses.size();
        threads.add(
            Thread.ofPlatform().name(name).start(() -> repeat(attack, from, afterMillis, count)));
      }
    });
    return threads;
  }

  /// Ends all attacks: no pause lasts any longer.
  public void end() {
    over.countDown();
  }

  /// Lets time pass until the attacks are over, and tells whether they go on.
  private boolean pause(long millis) throws InterruptedException {
    return !over.await(millis, TimeUnit.MILLISECONDS);
  }

  /// @param afterMillis when to begin, so that not all of them come in the same instant and leave
  ///   the machine in peace until the next
  private void repeat(Attack attack, String from, long afterMillis, AtomicInteger count) {
    try {
      pause(afterMillis);
      for (int round = 0; pause(0); round++) {
        try {
          attack.make(from, round);
          count.incrementAndGet();
        } catch (IOException _) {
          // Refused or cut off: that is what the service is for.
          pause(50);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String get(String path, String token) {
    String credential = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    return "GET " + path + HOST + credential + "\r\n";
  }

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(target, 5_000);
    socket.setSoTimeout(5_000);
    return socket;
  }

  /// Sends as much as is taken on several connections, and reads nothing of what comes.
  private void hold(String from, int connections, String requests)
      throws IOException, InterruptedException {
    List<SocketChannel> held = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = SocketChannel.open();
        held.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
        channel.bind(new InetSocketAddress(from, 0));
        channel.connect(target);
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap(requests.getBytes(StandardCharsets.US_ASCII)));
      }
      pause(HOLD_MILLIS);
    } finally {
      for (SocketChannel channel : held) {
        channel.close();
      }
    }
  }

  /// Sends something, reads the first bytes of the answer, and pauses.
  private void ask(String from, long pauseMillis, String request)
      throws IOException, InterruptedException {
    try (Socket socket = connect(from)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read(new byte[1024]) < 0) {
        throw new SocketException("no answer");
      }
    }
    pause(pauseMillis);
  }

  private void malformed(String from, int round) throws IOException, InterruptedException {
    List<String> heads =
        List.of(
            "Content-Length: x",
            "Content-Length: 1,1",
            "Transfer-Encoding: xchunked",
            "Host: b",
            ": x");
    ask(from, 40, "GET /" + HOST + heads.get(round % heads.size()) + "\r\n\r\n");
  }

  private void language(String from, int round) throws IOException, InterruptedException {
    String language = Integer.toString(round % 17_000 + 1296 * 10, 36).replaceAll("[0-9]", "q");
    ask(
        from,
        1000,
        get("/v3/api-docs", "metrics")
            .replace("\r\n\r\n", "\r\nAccept-Language: " + language + "\r\n\r\n"));
  }

  private void trickle(String from, int round) throws IOException, InterruptedException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 15; i++) {
        Socket socket = connect(from);
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /api/faults/explain"
                        + HOST
                        + "Authorization: Bearer maps\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
      }
      for (int second = 0; second < 8; second++) {
        for (Socket socket : slow) {
          try {
            socket.getOutputStream().write('x');
          } catch (SocketException _) {
            // It has been cut off.
          }
        }
        pause(1000);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private void glob(String from, int round) throws IOException, InterruptedException {
    String glob = "*" + "%3F".repeat(round % 2 == 0 ? 60 : 254) + (round % 2 == 0 ? "%23" : "");
    ask(from, 4000, get("/api/processes/" + longPaths + "/maps?limit=1&path=" + glob, "maps"));
  }

  /// Asks for much and resets the connection once it begins to come.
  private void abort(String from, int round) throws IOException, InterruptedException {
    String line = "a[1]: segfault at 0 ip 0 sp 0 error 4\n";
    String body = line.repeat(60_000 / line.length());
    String request =
        round % 2 == 0
            ? "POST /api/faults/explain"
                + HOST
                + "Authorization: Bearer maps\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body
            : get("/api/processes/" + longPaths + "/maps", "maps").repeat(3);
    try (Socket socket = connect(from)) {
      socket.setReceiveBufferSize(SMALL_WINDOW);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
      socket.setSoLinger(true, 0);
    }
    pause(1000);
  }
}
