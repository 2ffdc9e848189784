package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vmascope.Shell;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that decide who gets in, with owners and modes as they are found on machines. Each is
/// trusted before one thing of it is changed.
class TrustedFileTest {
  private static final int STRANGER = 65534;

  @TempDir Path folder = Path.of("");

  private Path file() throws IOException {
    Path file = folder.resolve("etc/tokens");
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(file, "");
    mode(folder.resolve("etc"), "rwxr-xr-x");
    mode(file, "rw-r-----");
    assertThat(TrustedFile.doubt(file)).isEmpty();
    return file;
  }

  private static void mode(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static void sticky(Path shared) throws IOException {
    Files.setAttribute(shared, "unix:mode", 01777);
  }

  private static void give(Path file, int user) throws IOException {
    assumeThat(OwnRights.now().user()).as("root may give files away").isZero();
    Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--------", "rw-------", "r--r-----", "rw-r-----", "rw-r--r--"})
  void mayBeReadByOthers(String permissions) throws IOException {
    Path file = file();
    mode(file, permissions);
    assertThat(TrustedFile.doubt(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "etc/tokens, rw-rw----, 0660",
    "etc/tokens, rw----rw-, 0606",
    "etc/tokens, -w--w----, 0220",
    "etc,        rwxrwxr-x, 0775",
    "etc,        rwxrwxrwx, 0777",
    ".,          rwxr-xrwx, 0757"
  })
  void areNotTrustedWhereOthersMayWrite(String what, String permissions, String shown)
      throws IOException {
    Path file = file();
    Path changed = folder.resolve(what).normalize();
    mode(changed, permissions);
    assertThat(TrustedFile.doubt(file))
        .contains("Others than its owner may write %s (mode %s).".formatted(changed, shown));
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/tokens", "etc", "."})
  void areNotTrustedWhereAStrangerIsTheOwner(String what) throws IOException {
    Path file = file();
    Path changed = folder.resolve(what).normalize();
    give(changed, STRANGER);
    assertThat(TrustedFile.doubt(file).orElseThrow())
        .startsWith(changed + " belongs to user 65534");
  }

  @Test
  void lieInAFolderOfTheirOwnBelowASharedOne() throws IOException {
    Path file = file();
    sticky(folder);
    assertThat(TrustedFile.doubt(file)).isEmpty();
    Path loose = Files.writeString(folder.resolve("tokens"), "");
    assertThat(TrustedFile.doubt(loose))
        .contains("It lies in " + folder + ", where others may put files.");
    give(folder.resolve("etc"), STRANGER);
    assertThat(TrustedFile.doubt(file)).isPresent();
  }

  /// `..data` is a link that is replaced, in a folder that is sticky and open to all
  /// (`pkg/volume/util/atomic_writer.go` of Kubernetes); with `fsGroup` the group may read.
  @Test
  void lieInVolumesOfKubernetes() throws IOException {
    Path volume = Files.createDirectories(folder.resolve("volume"));
    sticky(volume);
    Path written = Files.createDirectory(volume.resolve("..2026_11_28"));
    Path content = Files.writeString(written.resolve("tokens"), "");
    mode(written, "rwxr-xr-x");
    mode(content, "r--r-----");
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_11_28"));
    Path file = Files.createSymbolicLink(volume.resolve("tokens"), Path.of("..data/tokens"));
    assertThat(TrustedFile.doubt(file)).isEmpty();

    give(file, STRANGER);
    assertThat(TrustedFile.doubt(file).orElseThrow()).startsWith(file + " belongs to user 65534");
  }

  @Test
  void areAsSafeAsEveryLinkOnTheWay() throws IOException {
    Path file = file();
    Path open = Files.createDirectory(folder.resolve("open"));
    Path link = Files.createSymbolicLink(open.resolve("link"), Path.of("../etc/./tokens"));
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), link);
    assertThat(TrustedFile.doubt(absolute)).isEmpty();
    mode(open, "rwxrwxrwx");
    assertThat(TrustedFile.doubt(absolute).orElseThrow()).contains("may write " + open);
    assertThat(TrustedFile.doubt(file)).isEmpty();
  }

  @Test
  void areLookedForWithoutEnd() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> TrustedFile.doubt(loop))
        .withMessageContaining("Too many levels of symbolic links");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> TrustedFile.doubt(folder.resolve("missing")));
  }

  /// As `docker run -v FILE:FILE` and Compose's secrets are, which keep the owner of the host.
  @Test
  void mayBelongToAnybodyWhereTheyAreMountsOfTheirOwn() throws Exception {
    Path file = file();
    Path given = Files.writeString(folder.resolve("given"), "");
    give(given, 1000);
    assertThat(TrustedFile.doubt(given)).isPresent();
    assertThat(Shell.run("mount", "--bind", given.toString(), file.toString()).status()).isZero();
    try {
      assertThat(TrustedFile.doubt(file)).isEmpty();
      mode(given, "rw-rw-r--");
      assertThat(TrustedFile.doubt(file).orElseThrow()).contains("may write " + file);
    } finally {
      Shell.run("umount", file.toString());
    }
  }

  /// Users mount FUSE, and its files have the owners that they say.
  @ParameterizedTest
  @CsvSource({
    "/run/tokens,  ext4,       true",
    "/run/tokens,  tmpfs,      true",
    "/run/tokens,  fuse.sshfs, false",
    "/run/tokens,  fuseblk,    false",
    "/run,         ext4,       false",
    "/run/tokens2, ext4,       false"
  })
  void areMountsOfTheirOwnByWhoMayMount(String place, String type, boolean mount) {
    String line = "36 35 98:0 /a /run/tokens ro,noatime master:1 - ext4 /dev/root ro\n";
    String mounts =
        line.replace("/run/tokens", "/") + line.replace("/run/tokens", place).replace("ext4", type);
    assertThat(TrustedFile.isMount(mounts, Path.of("/run/tokens"))).isEqualTo(mount);
    String covered = line.replace("ext4", "fuse.bindfs");
    assertThat(TrustedFile.isMount(line + covered, Path.of("/run/tokens"))).isFalse();
  }

  @Test
  void sayWhatToDo() throws IOException {
    Path file = file();
    mode(file, "rw-rw-rw-");
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> TrustedFile.require("The token file", file))
        .withMessage(
            "The token file %s decides who gets in. Others than its owner may write %s (mode 0666)."
                .formatted(file, file))
        .satisfies(e -> assertThat(e.remedy()).contains("chown", "chmod go-w", "namei -l " + file));
  }
}
