package dev.vmascope.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real browser, without a window, that can reach nothing but this machine. A missing `chromium`
/// fails the test: `bin/verify` installs it.
public final class Chromium {
  private Chromium() {}

  /// A page as the browser has it after its scripts ran.
  ///
  /// @param dom what is in it
  /// @param log what the browser had to say: refusals of its policies, failed requests
  public record Page(String dom, String log) {}

  /// Opens an address.
  ///
  /// @param hosts rules for names, such as `MAP evil.example 127.0.0.1`
  public static Page open(String url, String... hosts) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("vmascope-browser");
    List<String> rules = new ArrayList<>(List.of(hosts));
    rules.add("MAP * ~NOTFOUND");
    rules.add("EXCLUDE 127.0.0.1");
    rules.add("EXCLUDE localhost");
    Process chromium =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=" + String.join(", ", rules),
                "--user-data-dir=" + profile,
                "--virtual-time-budget=20000",
                "--enable-logging=stderr",
                "--dump-dom",
                url)
            .redirectError(profile.resolve("stderr").toFile())
            .start();
    String dom = new String(chromium.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(chromium.waitFor()).isZero();
    return new Page(dom, Files.readString(profile.resolve("stderr")));
  }
}
