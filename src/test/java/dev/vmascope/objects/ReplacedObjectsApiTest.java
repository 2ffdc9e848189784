package dev.vmascope.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Libraries of a program that another file has replaced.
class ReplacedObjectsApiTest extends ObjectsFixture {
  @Test
  void findsALibraryThatWasReplacedWhileMapped() throws Exception {
    String before = of(api.json(path + "/objects"), "/libanswer.so").path("buildId").asString();
    library(43, "libanswer.new");
    Files.move(
        folder.resolve("libanswer.new"),
        folder.resolve("libanswer.so"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    JsonNode after = of(api.json(path + "/objects"), "/libanswer.so");
    assertThat(after.path("replacedOnDisk").asString()).isEqualTo("replaced");
    assertThat(after.path("buildId").asString()).isEqualTo(before);
    assertThat(after.path("buildIdOnDisk").asString()).hasSize(40).isNotEqualTo(before);

    library(42, "libanswer.again");
    Files.move(
        folder.resolve("libanswer.again"),
        folder.resolve("libanswer.so"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(of(api.json(path + "/objects"), "/libanswer.so").path("replacedOnDisk").asString())
        .isEqualTo("same-build");

    Files.delete(folder.resolve("libanswer.so"));
    assertThat(of(api.json(path + "/objects"), "/libanswer.so").path("replacedOnDisk").asString())
        .isEqualTo("deleted");
  }

  /// As rpm does it: it renames the old library, and deletes it under that name.
  @Test
  void tellsWhereARenamedLibraryBelongs() throws Exception {
    Path renamed = folder.resolve("libanswer.so;5c89ece0");
    Files.move(folder.resolve("libanswer.so"), renamed);
    Files.delete(renamed);
    library(43, "libanswer.so");
    JsonNode object = of(api.json(path + "/objects"), "/libanswer.so;5c89ece0");
    assertThat(object.path("installedPath").asString()).isEqualTo(in("libanswer.so"));
    assertThat(object.path("replacedOnDisk").asString()).isEqualTo("replaced");
    JsonNode finding = api.json(path + "/findings").path("findings").path(0);
    for (JsonNode one : api.json(path + "/findings").path("findings")) {
      finding = one.path("rule").asString().equals("stale-library") ? one : finding;
    }
    assertThat(finding.path("detail").asString())
        .isEqualTo("another build is now at " + in("libanswer.so"));
  }

  /// Where a mapped library was, a pipe that nobody writes to: to open it would wait for ever.
  @Test
  void whatIsNoRegularFileIsNotOpened() throws IOException, InterruptedException {
    Files.delete(folder.resolve("libanswer.so"));
    assertThat(new ProcessBuilder("mkfifo", in("libanswer.so")).start().waitFor()).isZero();
    JsonNode object = of(api.json(path + "/objects"), "/libanswer.so");
    assertThat(object.path("replacedOnDisk").asString()).isEqualTo("replaced");
    assertThat(object.has("buildIdOnDisk")).isFalse();
  }
}
