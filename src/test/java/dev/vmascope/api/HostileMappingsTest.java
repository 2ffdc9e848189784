package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vmascope.HostileNames;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.maps.MappingView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Mapped objects whose names are chosen to do harm, from the kernel's line to the row of JSON.
class HostileMappingsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /// What stands around the rows.
  private record Nothing() {}

  /// Every name as that of a file, of a memfd, and of named memory, as the kernel prints it.
  private static Stream<String> printedNames() {
    return HostileNames.ALL.stream()
        .map(name -> name.latin1().replace("\n", "\\012"))
        .flatMap(name ->
            Stream.of(
                "/tmp/" + name,
                "/memfd:" + name + " (deleted)",
                "[anon:" + name + "]",
                "anon_inode:" + name));
  }

  @Test
  void areTheSameTextInTheRow() throws IOException {
    for (String printed : printedNames().toList()) {
      assertSameText(printed);
    }
  }

  private static void assertSameText(String printed) throws IOException {
    String device = printed.startsWith("/tmp") ? "fe:00" : "00:01";
    byte[] line =
        ("00001000-00002000 rw-p 00000000 " + device + " 12    " + printed + "\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    MappingReader parser = MappingReader.ofMaps(new ByteArrayInputStream(line), "maps");
    ClassifiedMapping listed = parser.next();
    assertThat(listed).isNotNull();
    String row = row(MappingView.of(listed));
    assertThat(row).doesNotMatch("(?s).*[\\x00-\\x1f].*");
    JsonNode parsed = JSON.readTree(row);
    assertThat(text(parsed, "path")).isEqualTo(text(listed.backing().path()));
    assertThat(text(parsed, "name")).isEqualTo(text(listed.backing().name()));
    if (printed.startsWith("/tmp/") && !printed.endsWith(" (deleted)")) {
      RawText path = new RawText(printed.replace("\\012", "\n"));
      assertThat(text(parsed, "path")).isEqualTo(path.text());
      assertThat(parsed.has("pathBase64")).isEqualTo(!path.isUtf8());
      if (!path.isUtf8()) {
        assertThat(Base64.getDecoder().decode(text(parsed, "pathBase64"))).isEqualTo(path.bytes());
      }
    }
  }

  private static String row(MappingView mapping) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter<MappingView> rows =
        new RowWriters(JSON).writer(Format.NDJSON, out, new Nothing(), "", MappingView.class);
    rows.row(mapping);
    rows.end(new Nothing());
    return out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
  }

  private static String text(JsonNode row, String field) {
    return row.path(field).asString("");
  }

  private static String text(@Nullable RawText text) {
    return text == null ? "" : text.text();
  }
}
