package dev.vmascope.procfs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The names of users.
class UserNamesTest {
  @TempDir Path folder = Path.of("");

  @Test
  void comeFromThePasswdFile() throws IOException {
    UserNames names =
        names("root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/:/usr/sbin/nologin\n");
    assertThat(names.name(0)).contains("root");
    assertThat(names.name(65_534)).contains("nobody");
    assertThat(names.name(1000)).isEmpty();
  }

  @Test
  void reachTheLargestUserId() throws IOException {
    assertThat(names("last:x:4294967295:0:::\n").name(0xffff_ffffL)).contains("last");
  }

  @Test
  void areTheFirstOfSeveralForAUser() throws IOException {
    assertThat(names("root:x:0:0:::\ntoor:x:0:0:::\n").name(0)).contains("root");
  }

  @Test
  void skipLinesThatAreNone() throws IOException {
    UserNames names =
        names("\n# comment\nroot\n+::::::\nx:x:-1:\nx:x::\nx:x:12345678901:\nada:x:7");
    assertThat(names.name(7)).contains("ada");
    assertThat(names.name(0)).isEmpty();
  }

  @Test
  void surviveAFileThatIsNotUtf8() throws IOException {
    Files.write(folder.resolve("passwd"), new byte[] {'a', (byte) 0xff, ':', 'x', ':', '5', ':'});
    assertThat(new UserNames(folder.resolve("passwd")).name(5)).contains("a\ufffd");
  }

  @Test
  void areNoneWithoutAFile() {
    assertThat(new UserNames(folder.resolve("missing")).name(0)).isEmpty();
  }

  private static String mounts(String device, String root) {
    return "27 1 %s %s / rw - ext4 /dev/vda rw\n28 27 0:21 / /proc rw - proc proc rw\n"
        .formatted(device, root);
  }

  private UserNames seen(String ofFirst) throws IOException {
    Path own = Files.writeString(folder.resolve("own"), mounts("254:0", "/"));
    Files.writeString(Files.createDirectories(folder.resolve("1")).resolve("mountinfo"), ofFirst);
    Path passwd = Files.writeString(folder.resolve("passwd"), "_apt:x:42:65534::/:/bin/false\n");
    return UserNames.of(folder, own, passwd);
  }

  @Test
  void holdWhereTheFirstProcessHasTheSameRoot() throws IOException {
    assertThat(seen(mounts("254:0", "/")).text(42)).isEqualTo("_apt");
  }

  /// In a container they are those of the image: user 42 of the machine is not its `_apt`. So is it
  /// with another subvolume of one file system.
  @Test
  void areNumbersWhereItHasAnother() throws IOException {
    assertThat(seen(mounts("0:58", "/")).text(42)).isEqualTo("42");
    assertThat(seen(mounts("254:0", "/docker/x")).text(42)).isEqualTo("42");
  }

  @Test
  void areNumbersWhereItIsHidden() throws IOException {
    assertThat(seen("").text(42)).isEqualTo("42");
    assertThat(UserNames.of(folder.resolve("none")).text(0)).isEqualTo("0");
  }

  private UserNames names(String passwd) throws IOException {
    return new UserNames(Files.writeString(folder.resolve("passwd"), passwd));
  }
}
