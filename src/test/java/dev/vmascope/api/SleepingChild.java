package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A child process that sleeps, of each test its own: started before it and ended after it.
public final class SleepingChild implements BeforeEachCallback, AfterEachCallback {
  private Process process = ProcessFixture.NONE;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    process = ProcessFixture.sleeping();
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  public long pid() {
    return process.pid();
  }

  /// Its folder in `/proc`.
  public Path proc() {
    return Path.of("/proc", Long.toString(pid()));
  }
}
