package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vmascope.systemtest.Chromium;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a page of a stranger, open in the browser of somebody who runs the service on his own
/// machine, can do to it: nothing.
class BrowserIT {
  private static final String ATTACK =
      """
      <!DOCTYPE html><title>stranger</title><body><script>
      const target = 'TARGET';
      const say = text => { const p = document.createElement('p'); p.textContent = text; document.body.append(p); };
      const read = async (name, url, options) => {
        try {
          const answer = await fetch(url, options);
          const text = await answer.text();
          say(name + ': read ' + text.length + ' bytes, type ' + answer.type);
        } catch (e) { say(name + ': nothing'); }
      };
      const load = (name, element, url) => new Promise(done => {
        element.onload = () => { say(name + ': loaded'); done(); };
        element.onerror = () => { say(name + ': nothing'); done(); };
        element.src = url; document.body.append(element);
      });
      (async () => {
        await read('cors', target + '/api/processes');
        await read('credentials', target + '/api/processes', {credentials: 'include'});
        await read('preflight', target + '/api/processes', {headers: {'X-Other': '1'}});
        await read('no-cors', target + '/api/processes', {mode: 'no-cors'});
        await read('metrics', target + '/actuator/prometheus');
        await read('post', target + '/api/processes', {method: 'POST', body: 'x'});
        await load('script', document.createElement('script'), target + '/api/processes');
        await load('image', document.createElement('img'), target + '/api/processes');
        const frame = document.createElement('iframe');
        frame.src = target + '/swagger-ui/index.html'; document.body.append(frame);
        await new Promise(done => setTimeout(done, 1000));
        try { say('frame has ' + frame.contentDocument.body.innerHTML.length); } catch (e) { say('frame: closed'); }
        say('done');
      })();
      </script>
      """;

  private HttpServer stranger = unstarted();
  private String target = "";

  private static HttpServer unstarted() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serveThePageOfAStranger() {
    stranger.createContext(
        "/",
        exchange -> {
          byte[] page = ATTACK.replace("TARGET", target).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    stranger.start();
  }

  @AfterEach
  void stop() {
    stranger.stop(0);
  }

  @Test
  void aPageOfAnotherOriginReadsNothing() throws Exception {
    try (RunningService service = RunningService.start()) {
      for (String host : List.of("127.0.0.1", "localhost")) {
        target = "http://" + host + ":" + service.uri("/").getPort();
        Chromium.Page page =
            Chromium.open("http://localhost:" + stranger.getAddress().getPort() + "/");
        assertThat(page.dom())
            .contains("<p>cors: nothing</p>")
            .contains("<p>credentials: nothing</p>")
            .contains("<p>preflight: nothing</p>")
            .contains("<p>no-cors: nothing</p>")
            .contains("<p>metrics: nothing</p>")
            .contains("<p>post: nothing</p>")
            .contains("<p>script: nothing</p>")
            .contains("<p>image: nothing</p>")
            .contains("<p>frame: closed</p>")
            .contains("<p>done</p>");
      }
      assertThat(service.log()).anyMatch(line -> line.contains("refused caller=-"));
    }
  }

  /// A name of the stranger that leads to loopback all of a sudden (DNS rebinding): to the browser
  /// the service is of the stranger's own origin now.
  @Test
  void aNameThatWasTurnedToLoopbackIsNotServed() throws Exception {
    try (RunningService service = RunningService.start()) {
      int port = service.uri("/").getPort();
      for (String path :
          List.of("/api/processes", "/actuator/prometheus", "/swagger-ui/index.html")) {
        Chromium.Page page =
            Chromium.open("http://rebound.example:" + port + path, "MAP rebound.example 127.0.0.1");
        assertThat(page.dom())
            .contains("urn:vmascope:problem:invalid-request")
            .doesNotContain("residentBytes", "vmascope_processes", "swagger-ui-bundle");
      }
      Chromium.Page own = Chromium.open("http://localhost:" + port + "/api/processes");
      assertThat(own.dom()).contains("residentBytes");
    }
  }
}
