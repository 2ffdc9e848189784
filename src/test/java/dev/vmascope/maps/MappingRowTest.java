package dev.vmascope.maps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Rows of mappings, against what is known of each mapping.
class MappingRowTest {
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

  /// What stands around the rows.
  private record Nothing() {}

  private static void assertSame(MappingReader parser, boolean withUsage) throws IOException {
    List<Map<String, Object>> expected = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter<MappingView> views =
        new RowWriters(JSON).writer(Format.NDJSON, out, new Nothing(), "", MappingView.class);
    RowWriter<SmapsView> inDetail =
        new RowWriters(JSON).writer(Format.NDJSON, out, new Nothing(), "", SmapsView.class);
    Mapping below = null;
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      HiddenAddress place = HiddenAddress.of(expected.size() / 2, below, next.mapping());
      if (withUsage) {
        inDetail.row(new SmapsView(next, true, null));
        inDetail.row(new SmapsView(next, false, place));
      } else {
        views.row(MappingView.of(next));
        views.row(MappingView.hidden(next, place));
      }
      expected.add(fields(next, null, withUsage));
      expected.add(fields(next, place, withUsage));
      below = next.mapping();
    }
    (withUsage ? inDetail : views).end(new Nothing());
    assertThat(expected).isNotEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8).split("\n"))
        .hasSize(expected.size() + 1)
        .startsWith(expected.stream().map(JSON::writeValueAsString).toArray(String[]::new));
  }

  /// The fields of a mapping, by hand.
  private static Map<String, Object> fields(
      ClassifiedMapping listed, @Nullable HiddenAddress place, boolean withUsage) {
    Mapping mapping = listed.mapping();
    RawText path = listed.backing().path();
    RawText name = listed.backing().name();
    Map<String, Object> fields = new LinkedHashMap<>();
    if (place == null) {
      fields.put("start", "0x" + Long.toHexString(mapping.range().start()));
      fields.put("end", "0x" + Long.toHexString(mapping.range().end()));
    }
    fields.put("sizeBytes", mapping.range().end() - mapping.range().start());
    fields.put("permissions", mapping.permissions().toString());
    if (place == null || HiddenAddress.showsOffset(listed)) {
      fields.put("offset", "0x" + Long.toHexString(mapping.offset()));
    }
    fields.put("device", mapping.device().toString());
    fields.put("inode", Long.toUnsignedString(mapping.inode()));
    fields.put("kind", listed.backing().kind().toString());
    fields.put("category", listed.category().toString());
    fields.put("categorySource", listed.categorySource().toString());
    if (path != null) {
      fields.put("path", path.text());
      if (!path.isUtf8()) {
        fields.put("pathBase64", Base64.getEncoder().encodeToString(path.bytes()));
      }
    }
    if (name != null) {
      fields.put("name", name.text());
    }
    if (path != null) {
      fields.put("deleted", listed.backing().deleted());
    }
    if (place != null) {
      fields.put("ordinal", place.ordinal());
      place.gapBelowBytes().ifPresent(gap -> fields.put("gapBelowBytes", gap));
    }
    if (withUsage) {
      addUsage(fields, listed, place == null);
    }
    return fields;
  }

  private static void addUsage(
      Map<String, Object> fields, ClassifiedMapping listed, boolean addresses) {
    Usage usage = listed.usage();
    Map<String, Object> measures = new LinkedHashMap<>();
    for (UsageField field : UsageField.values()) {
      boolean isAlignment =
          List.of("anonHugeBytes", "shmemPmdMappedBytes", "filePmdMappedBytes")
              .contains(field.field());
      if (addresses || !isAlignment) {
        usage.bytes(field).ifPresent(bytes -> measures.put(field.field(), bytes));
      }
      if (field == UsageField.PROPORTIONAL) {
        usage.uniqueBytes().ifPresent(bytes -> measures.put("uniqueBytes", bytes));
      }
    }
    if (addresses) {
      usage.thpEligible().ifPresent(eligible -> measures.put("thpEligible", eligible));
    }
    usage.protectionKey().ifPresent(key -> measures.put("protectionKey", key));
    fields.put("usage", measures);
    listed.entry().flags().ifPresent(flags -> fields.put("vmFlags", flags.words()));
    if (addresses && !listed.entry().unknownFields().isEmpty()) {
      fields.put("unknownFields", listed.entry().unknownFields());
    }
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
  void haveTheFieldsOfEachMapping(Path maps) throws IOException {
    byte[] bytes = Files.readAllBytes(maps);
    assertSame(MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps"), false);
    assertSame(MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps"), true);
  }

  @Test
  void haveTheFieldsOfOddMappingsAndTheirUsage() throws IOException {
    byte[] bytes = ODD.getBytes(StandardCharsets.ISO_8859_1);
    for (boolean withUsage : List.of(false, true)) {
      assertSame(MappingReader.ofSmaps(new ByteArrayInputStream(bytes), "smaps", false), withUsage);
    }
  }

  @Test
  void hideOffsetsThatAreAddresses() throws IOException {
    // As a moved mapping of /dev/zero and one of a driver of graphics have them.
    String listing =
        """
        7f8984400000-7f8984600000 rw-p 7f8984400000 00:06 4 /dev/zero
        7f8985400000-7f8985600000 rw-s 7f8985400000 00:06 900 /dev/nvidia-uvm
        7f8986400000-7f8986600000 r--p 7f8986400000 fe:00 12 /a
        """;
    MappingReader parser =
        MappingReader.ofMaps(
            new ByteArrayInputStream(listing.getBytes(StandardCharsets.ISO_8859_1)), "maps");
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      HiddenAddress place = HiddenAddress.of(1, null, next.mapping());
      assertThat(JSON.writeValueAsString(MappingView.hidden(next, place)))
          .doesNotContain("7f898")
          .doesNotContain("offset");
      assertThat(JSON.writeValueAsString(MappingView.of(next))).contains("\"offset\":\"0x7f898");
    }
  }

  @Test
  void haveTheFieldsOfOurOwnSmaps() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc/self/smaps"));
    assertSame(MappingReader.ofSmaps(new ByteArrayInputStream(bytes), "smaps", false), true);
  }
}
