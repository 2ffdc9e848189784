package dev.vmascope.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.ServiceClient;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Posted texts that are not stored, or not shown in full, and hostile ones.
class RefusedTextsApiTest extends StoredTextFixture {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pmap.txt       | device, folders, inode, names, offset",
        "pmap-XX.txt    | folders",
        "gdb.txt        | device, inode",
        "eu-readelf.txt | anonymous mappings, device, inode, permissions",
        "lldb.txt       | sharing",
        "tombstone.txt  | sharing",
        "sanitizer.txt  | permissions",
        "ranges.txt     | permissions",
        "system-map.txt | offset",
        "valgrind.txt   | names, sharing",
        "perf.txt       | unmappings"
      })
  void refusesWhatIsNotOfAKernel(String file, String lacks) throws IOException {
    List<String> before = ids();
    HttpResponse<byte[]> answer = paste("?store=true", "all", sample(file));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("\"parameter\":\"store\"", lacks, "send /proc/PID/maps");
    assertThat(ids()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?store=maybe",
        "?store=true&label=%0a",
        "?store=true&label=%20",
        "?store=true&pinned=1",
        "?label=x",
        "?store=false&label=x",
        "?pinned=true"
      })
  void refusesParametersThatMeanNothing(String query) throws IOException {
    HttpResponse<byte[]> answer = paste(query, "all", sample("maps.txt"));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
    assertThat(text(answer)).contains("invalid-parameter");
  }

  @Test
  void needsTheScopeToStore() throws IOException {
    List<String> before = ids();
    HttpResponse<byte[]> refused = paste("?store=true", "not snapshots:write", sample("maps.txt"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(text(refused)).contains("forbidden", "snapshots:write");
    HttpResponse<byte[]> other = paste("?store=true", "snapshots:write", sample("maps.txt"));
    assertThat(other.statusCode()).isEqualTo(403);
    for (String query : List.of("", "?store=false")) {
      HttpResponse<byte[]> read = paste(query, "not snapshots:write", sample("maps.txt"));
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(json(read).has("snapshot")).isFalse();
    }
    assertThat(ids()).isEqualTo(before);
  }

  @Test
  void hidesAddressesFromThoseWhoMayNotSeeThem() throws IOException {
    HttpResponse<byte[]> answer = paste("?store=true", "some", sample("smaps.txt"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(text(answer)).doesNotContain("55e68e9d", "7f79cf7").contains("\"ordinal\"");
    String path = answer.headers().firstValue("Location").orElseThrow();
    ServiceClient client = new ServiceClient(port);
    for (String read : List.of("", "/maps", "/maps?detail=smaps", "/summary", "/findings")) {
      HttpResponse<String> some = client.getWith("some", path + read);
      assertThat(some.statusCode()).isEqualTo(200);
      assertThat(some.body()).doesNotContain("55e68e9d", "7f79cf7", "anonHugeBytes\":");
    }
    for (String read : List.of("/maps?format=text", "/capture", "/maps/0x1000")) {
      assertThat(client.getWith("some", path + read).statusCode()).isEqualTo(403);
    }
  }

  /// Of every name comes back what the kernel prints of it.
  @Test
  void keepsHostileNames() {
    StringBuilder listing = new StringBuilder();
    long start = 0x1000;
    for (RawText name : HostileNames.ALL) {
      String printed = name.latin1().replace("\n", "\\012").replace("\r", "");
      String head = "%08x-%08x r--p 00000000 08:02 17".formatted(start, start + 0x1000);
      listing.append(head).append(" ".repeat(73 - head.length()));
      listing.append("/srv/").append(printed).append("/x\n");
      start += 0x1000;
    }
    byte[] text = listing.toString().getBytes(StandardCharsets.ISO_8859_1);
    String snapshot = stored(text);
    assertThat(get(snapshot + "/maps?format=text").body()).isEqualTo(text);
    assertThat(json(get(snapshot + "/maps?limit=1000")).path("mappings")).isNotEmpty();
    HttpResponse<byte[]> again =
        post("/api/snapshots", "all", "application/zip", get(snapshot + "/capture").body());
    assertThat(again.statusCode()).isEqualTo(201);
  }
}
