package dev.vmascope.maps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.format.RawJsonRow;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Against what the mapper makes of the views.
class MappingJsonTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static final String ODD =
      """
      00001000-00002000 rw-p 00000000 00:00 0\s
      Rss:                   4 kB
      Private_Clean:         1 kB
      Private_Dirty:         3 kB
      NewField:              7 kB
      THPeligible:           1
      ProtectionKey:        15
      VmFlags: rd wr zz\s
      00002000-00003000 r-xs ffffffffff601000 fe:00 18446744073709551615          /tmp/a "b"\\ \t\u0001\u00ff\u00c3\u00a9 (deleted)
      VmFlags:\s
      00003000-00004000 ---p 0000000a 103:10000 9 [anon:it's \u0007]
      Size:                  4 kB
      Rss:                   9007199254740991 kB
      00004000-00005000 rwxp 00000010 00:01 12 /memfd:\u00c3\u00bc (deleted)
      Pss:                   0 kB
      00005000-00006000 rw-p 00000000 00:00 0 [heap]
      7fffffffe000-7ffffffff000 rw-p 00000000 00:00 0 [stack]
      ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]
      """;

  private static void assertSame(MappingReader parser, boolean withUsage) throws IOException {
    MappingJson encoder = new MappingJson(JSON, withUsage);
    int count = 0;
    Mapping below = null;
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      Object view = withUsage ? SmapsView.of(next) : MappingView.of(next);
      assertThat(text(encoder.encode(next, null))).isEqualTo(JSON.writeValueAsString(view));
      HiddenAddress place = HiddenAddress.of(count, below, next.mapping());
      Object hidden = withUsage ? SmapsView.hidden(next, place) : MappingView.hidden(next, place);
      assertThat(text(encoder.encode(next, place))).isEqualTo(JSON.writeValueAsString(hidden));
      below = next.mapping();
      count++;
    }
    assertThat(count).isPositive();
  }

  private static String text(RawJsonRow row) {
    return new String(row.json().asUnquotedUTF8(), StandardCharsets.UTF_8);
  }

  static Stream<Path> listings() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/proc"))) {
      return files
          .filter(file -> file.endsWith("maps") && file.toFile().length() > 0)
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("listings")
  void isTheViewOfEachMapping(Path maps) throws IOException {
    byte[] bytes = Files.readAllBytes(maps);
    assertSame(MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps"), false);
    assertSame(MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps"), true);
  }

  @Test
  void isTheViewOfOddMappingsAndTheirUsage() throws IOException {
    byte[] bytes = ODD.getBytes(StandardCharsets.ISO_8859_1);
    for (boolean withUsage : List.of(false, true)) {
      assertSame(MappingReader.ofSmaps(new ByteArrayInputStream(bytes), "smaps", false), withUsage);
    }
  }

  @Test
  void hidesOffsetsThatAreAddresses() throws IOException {
    // As a moved mapping of /dev/zero and one of a driver of graphics have them.
    String listing =
        """
        7f8984400000-7f8984600000 rw-p 7f8984400000 00:06 4 /dev/zero
        7f8985400000-7f8985600000 rw-s 7f8985400000 00:06 900 /dev/nvidia-uvm
        7f8986400000-7f8986600000 r--p 7f8986400000 fe:00 12 /a
        """;
    MappingJson encoder = new MappingJson(JSON, false);
    MappingReader parser =
        MappingReader.ofMaps(
            new ByteArrayInputStream(listing.getBytes(StandardCharsets.ISO_8859_1)), "maps");
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      HiddenAddress place = HiddenAddress.of(1, null, next.mapping());
      assertThat(text(encoder.encode(next, place)))
          .doesNotContain("7f898")
          .doesNotContain("offset");
      assertThat(JSON.writeValueAsString(MappingView.hidden(next, place))).doesNotContain("7f898");
      assertThat(text(encoder.encode(next, null))).contains("\"offset\":\"0x7f898");
    }
  }

  @Test
  void isTheViewOfOurOwnSmaps() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc/self/smaps"));
    assertSame(MappingReader.ofSmaps(new ByteArrayInputStream(bytes), "smaps", false), true);
  }
}
