package dev.vmascope.procfs.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.mapping.FileEvidence;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.process.PinnedProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which files a child that sleeps maps, by the file system that they lie on.
class EvidenceReaderTest {
  private static final long LATER_NANOS = 60_000_000_000L;

  private static List<ClassifiedMapping> files(String maps) throws IOException {
    List<ClassifiedMapping> files = new ArrayList<>();
    MappingReader parser =
        MappingReader.ofMaps(
            new ByteArrayInputStream(maps.getBytes(StandardCharsets.ISO_8859_1)), "maps");
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      if (next.backing().kind() == MappingKind.FILE) {
        files.add(next);
      }
    }
    return files;
  }

  private static String maps(Child child) throws IOException {
    return Files.readString(child.folder().resolve("maps"), StandardCharsets.ISO_8859_1);
  }

  private static List<MappedFileEvidence> evidence(Child child, List<ClassifiedMapping> files)
      throws IOException {
    try (PinnedProcess process = PinnedProcess.open(Path.of("/proc"), child.pid())) {
      return new EvidenceReader(process).read(files, System.nanoTime() + LATER_NANOS);
    }
  }

  private static Class<?> expected(ClassifiedMapping file) throws Exception {
    String path = Objects.requireNonNull(file.backing().path()).text();
    return switch (Shell.run("stat", "-f", "-c", "%T", path).output().strip()) {
      case "btrfs" -> FileEvidence.Subvolume.class;
      case "overlayfs" -> FileEvidence.Layered.class;
      default -> FileEvidence.Numbers.class;
    };
  }

  @Test
  void dependsOnTheFileSystem() throws Exception {
    try (Child child = Child.idle()) {
      List<ClassifiedMapping> files = files(maps(child));
      List<MappedFileEvidence> evidence = evidence(child, files);
      assertThat(evidence).hasSameSizeAs(files).isNotEmpty();
      for (int i = 0; i < files.size(); i++) {
        assertThat(evidence.get(i).evidence()).isInstanceOf(expected(files.get(i)));
        assertThat(evidence.get(i).why()).isEmpty();
      }
    }
  }

  /// No table of mounts has the device, so what is there may belong to somebody else.
  @Test
  void isThePathWhereNothingIsKnownOfTheFileSystem() throws Exception {
    try (Child child = Child.idle()) {
      List<ClassifiedMapping> files =
          files(maps(child).replaceAll("(?m)^(\\S+ \\S+ \\S+) \\S+ (?=[1-9])", "$1 00:fffff "));
      List<MappedFileEvidence> evidence = evidence(child, files);
      assertThat(evidence).hasSameSizeAs(files).isNotEmpty();
      for (int i = 0; i < files.size(); i++) {
        String path = Objects.requireNonNull(files.get(i).backing().path()).latin1();
        assertThat(evidence.get(i))
            .isEqualTo(
                new MappedFileEvidence(
                    new FileEvidence.Path(path), Optional.of(FileContent.Why.FILE_SYSTEM)));
      }
    }
  }
}
