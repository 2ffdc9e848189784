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

  private UserNames names(String passwd) throws IOException {
    return new UserNames(Files.writeString(folder.resolve("passwd"), passwd));
  }
}
