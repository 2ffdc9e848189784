package dev.vmascope.live;

import dev.vmascope.http.guard.Places;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.text.FailureLine;
import dev.vmascope.stream.StreamCounts;
import dev.vmascope.stream.StreamEvent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The open streams of events. Each is sent by a virtual thread of its own, which waits for events
/// and for its client, so a stream holds neither a thread of the server nor a place of a request.
/// The server breaks off a write of which the client takes nothing for some seconds.
@Component
final class EventStreams {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  /// The limit on streams; half of them for one caller.
  static final int MOST = 64;

  private static final int RETRY_SECONDS = 60;
  private static final long HEARTBEAT_NANOS = Duration.ofSeconds(15).toNanos();

  /// The time after which a client connects again, in milliseconds.
  private static final String RETRY = "retry: 2000\n\n";

  private final Places places = Places.shared(MOST);
  private final StreamEvents texts;
  private final StreamCounts counts;

  EventStreams(StreamEvents texts, StreamCounts counts) {
    this.texts = texts;
    this.counts = counts;
  }

  /// Takes a place for a stream.
  void take(String requester) {
    if (!places.take(requester)) {
      throw Problem.of(
              ProblemCode.BUSY,
              "The maximum number of event streams is open: "
                  + MOST
                  + " in all, half of them for one caller. End a stream, or try again when others have ended.")
          .with(Problem.RETRY_AFTER, RETRY_SECONDS)
          .exception();
    }
    counts.countStreams(1);
  }

  /// Returns a place.
  void leave(String requester) {
    counts.countStreams(-1);
    places.leave(requester);
  }

  /// Sends the head of the response now, and the events of a client from then on.
  ///
  /// @param addresses whether the client may see addresses
  /// @param longest the time after which the stream ends
  /// @param ended called at the end of the stream
  void send(
      HttpServletRequest request,
      HttpServletResponse response,
      StreamClient client,
      boolean addresses,
      Duration longest,
      Runnable ended)
      throws IOException {
    response.flushBuffer();
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    Stream stream =
        new Stream(context, response.getOutputStream(), client, addresses, longest, ended);
    context.addListener(new Ending(stream));
    Thread.ofVirtual().name("event-stream").start(stream);
  }

  /// An open stream.
  private final class Stream implements Runnable {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final StreamClient client;
    private final boolean addresses;
    private final long endNanos;
    private final Runnable ended;
    private boolean completed;

    Stream(
        AsyncContext context,
        ServletOutputStream out,
        StreamClient client,
        boolean addresses,
        Duration longest,
        Runnable ended) {
      this.context = context;
      this.out = out;
      this.client = client;
      this.addresses = addresses;
      endNanos = System.nanoTime() + longest.toNanos();
      this.ended = ended;
    }

    @Override
    public void run() {
      try {
        write(RETRY);
        while (!isCompleted() && !client.queue().isOver() && leftNanos() > 0) {
          sendNext();
        }
      } catch (IOException e) {
        // The client has gone, or takes nothing.
        LOG.debug("An event stream ended: {}", FailureLine.line(e));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        ended.run();
        complete();
      }
    }

    private synchronized boolean isCompleted() {
      return completed;
    }

    private long leftNanos() {
      return endNanos - System.nanoTime();
    }

    private void sendNext() throws IOException, InterruptedException {
      Optional<StreamEvent> next = client.queue().next(Math.min(HEARTBEAT_NANOS, leftNanos()));
      boolean silent = next.isEmpty() && !client.queue().isOver() && leftNanos() > 0;
      if (silent) {
        next = Optional.of(texts.heartbeat());
      }
      if (next.isPresent()) {
        write(next.get().text(addresses));
      }
    }

    /// Writes a text. The response is not ended meanwhile: the server uses its objects for the next
    /// request, and a write that fails would fail there.
    private synchronized void write(String text) throws IOException {
      if (!completed) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }

    /// Ends the response, unless that has been done: a second call would end the next request.
    synchronized void complete() {
      if (!completed) {
        completed = true;
        context.complete();
      }
    }
  }

  /// A listener that ends the response of a client who has gone, on a thread of the server. It may
  /// learn of that before the stream does.
  private record Ending(Stream stream) implements AsyncListener {
    @Override
    public void onError(AsyncEvent event) {
      stream.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      stream.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
