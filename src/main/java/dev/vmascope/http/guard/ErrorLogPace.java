package dev.vmascope.http.guard;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Iterator;
import java.util.OptionalLong;
import org.slf4j.LoggerFactory;

/// A log filter that limits warnings and errors of request threads. It applies to the server, the
/// framework and the service. Suppressed lines are counted, and their number is logged with the
/// next line or after it.
final class ErrorLogPace extends Filter<ILoggingEvent> {
  private static final int BURST = 10;
  private static final long SECONDS = 10;

  /// The name prefix of the server's request threads: `http-nio-8080-exec-1`.
  private static final String ANSWERING = "http";

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ErrorLogPace.class);

  private final LogPace pace = new LogPace(BURST, SECONDS);

  /// Adds the filter to each appender.
  static void add() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      Iterator<Appender<ILoggingEvent>> appenders =
          logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
      while (appenders.hasNext()) {
        Appender<ILoggingEvent> appender = appenders.next();
        if (appender.getCopyOfAttachedFiltersList().stream()
            .noneMatch(ErrorLogPace.class::isInstance)) {
          appender.addFilter(new ErrorLogPace());
        }
      }
    }
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean bounded =
        event.getLevel().isGreaterOrEqual(Level.WARN)
            && event.getThreadName().startsWith(ANSWERING);
    if (!bounded) {
      return FilterReply.NEUTRAL;
    }
    OptionalLong leftOut = pace.next(Duration.ofNanos(System.nanoTime()).toSeconds());
    if (leftOut.isPresent() && leftOut.getAsLong() > 0) {
      log(leftOut.getAsLong());
    }
    return leftOut.isPresent() ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  /// Logs the number on another thread: an appender ignores events that arise while it is filtering
  /// one.
  private static void log(long leftOut) {
    Thread.ofPlatform()
        .name("log-pace")
        .daemon()
        .start(() -> LOG.warn("{} warnings and errors of requests were suppressed", leftOut));
  }
}
