package dev.vmascope;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// An extension of every test (`META-INF/services`): what is awaited is looked at at once, soon
/// again, and in the end ten times a second. Awaitility's own tenth of a second before the first
/// look is most of the time of many tests.
public final class PromptPolling implements BeforeAllCallback {
  private static final long FIRST_MILLIS = 5;
  private static final long LAST_MILLIS = 100;

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultPollInterval((polls, previous) ->
        Duration.ofMillis(
            previous.isZero() ? FIRST_MILLIS : Math.min(LAST_MILLIS, 2 * previous.toMillis())));
  }
}
