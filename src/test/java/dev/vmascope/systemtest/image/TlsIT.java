package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.AnyCertificate;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS with a certificate that is replaced while clients ask, as docs/security.md sets it up.
class TlsIT {
  private static final int ROTATIONS = 3;
  private static final Duration QUIET = Duration.ofSeconds(1);

  @TempDir Path folder = Path.of("");
  private final AtomicInteger answers = new AtomicInteger();

  private void newCertificate(int serial) throws Exception {
    Path key = folder.resolve("new.key");
    Path certificate = folder.resolve("new.crt");
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-set_serial",
                Integer.toString(serial),
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(openssl.waitFor()).isZero();
    Files.move(key, folder.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(certificate, folder.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aNewCertificateIsServedSoonAndNoRequestFails() throws Exception {
    newCertificate(1);
    try (RunningService service =
            RunningService.start(
                "--server.ssl.bundle=web",
                "--spring.ssl.bundle.pem.web.keystore.certificate=file:"
                    + folder.resolve("tls.crt"),
                "--spring.ssl.bundle.pem.web.keystore.private-key=file:"
                    + folder.resolve("tls.key"),
                "--spring.ssl.bundle.pem.web.reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=" + QUIET.toMillis() + "ms");
        ExecutorService clients = Executors.newFixedThreadPool(2)) {
      assertThat(service.uri("/api").getScheme()).isEqualTo("https");
      assertThat(ask(service.uri("/api"))).isEqualTo(BigInteger.ONE);
      AtomicBoolean done = new AtomicBoolean();
      Future<?> one = clients.submit(() -> askUntil(done, service.uri("/api")));
      Future<?> other = clients.submit(() -> askUntil(done, service.uri("/livez")));
      for (int serial = 2; serial <= 1 + ROTATIONS; serial++) {
        newCertificate(serial);
        BigInteger expected = BigInteger.valueOf(serial);
        await().atMost(QUIET.plusSeconds(4)).until(() -> ask(service.uri("/api")).equals(expected));
      }
      done.set(true);
      one.get();
      other.get();
      assertThat(answers.get()).isGreaterThan(50);
    }
  }

  private Integer askUntil(AtomicBoolean done, URI uri) throws Exception {
    while (!done.get()) {
      ask(uri);
      answers.incrementAndGet();
    }
    return answers.get();
  }

  /// The serial number of the certificate that came with an answer, which must be 200.
  private static BigInteger ask(URI uri) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            AnyCertificate.context()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.startHandshake();
      socket
          .getOutputStream()
          .write(
              ("GET " + uri.getPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200");
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    } catch (IOException e) {
      throw new AssertionError("a request failed", e);
    }
  }
}
