package dev.vmascope.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.HostileObject;
import dev.vmascope.api.LiveApi;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Answers about a hostile object that this process maps, and clients that do not take them.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AnswerTurnsApiTest {
  /// Each has nearly a MiB; a connection of the machine to itself holds two or three.
  private static final int ANSWERS = 8;

  private static final Arena MAPPED = Arena.ofShared();

  @TempDir static Path folder = Path.of("");
  private static String path = "";
  private static MemorySegment mapping = MemorySegment.NULL;

  @LocalServerPort private int port;

  @BeforeAll
  static void map() throws IOException {
    Path file = Files.write(folder.resolve("hostile.so"), HostileObject.bytes());
    try (FileChannel channel = FileChannel.open(file)) {
      mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, Files.size(file), MAPPED);
    }
    path = "/api/processes/self/objects/inode-" + Files.getAttribute(file, "unix:ino");
  }

  @AfterAll
  static void unmap() {
    MAPPED.close();
  }

  /// A client that has asked for more than the buffers of its connection hold, and takes none of
  /// it.
  private Socket client() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    OutputStream out = socket.getOutputStream();
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    out.write(request.repeat(ANSWERS).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private HttpResponse<byte[]> answer() {
    return new LiveApi(port).get(path);
  }

  @Test
  void aTurnLastsUntilTheLastByteIsTaken() throws Exception {
    assertThat(mapping.byteSize()).isPositive();
    try (Socket _ = client();
        Socket _ = client()) {
      await().atMost(Duration.ofSeconds(30)).until(() -> answer().statusCode() == 503);
      assertThat(new LiveApi(port).get("/livez").statusCode()).isEqualTo(200);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> answer().statusCode() == 200);
  }

  @Test
  void ofVeryMuchTheFirstPartIsShownAndTheRestIsStated() {
    await().atMost(Duration.ofSeconds(20)).until(() -> answer().statusCode() == 200);
    JsonNode answer = new LiveApi(port).json(path);
    assertThat(answer.toString().length()).isLessThan(2 << 20);
    assertThat(answer.at("/parts/sections").size()).isEqualTo(2048);
    assertThat(answer.at("/parts/dynamicEntries").size()).isEqualTo(2048);
    assertThat(answer.at("/parts/notes").size()).isEqualTo((256 << 10) / 2048);
    assertThat(answer.path("unavailable").toString())
        .contains("the first 2048 of 16000 are shown")
        .contains("parts.dynamicEntries[]");
    assertThat(answer.at("/object/complaints").toString())
        .contains("notes: only the first 128 are read, since all have more than 256 KiB");
  }
}
