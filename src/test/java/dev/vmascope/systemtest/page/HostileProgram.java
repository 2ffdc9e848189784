package dev.vmascope.systemtest.page;

import dev.vmascope.HostileNames;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.systemtest.TestProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A program whose children, and the files that it maps, have names that were chosen to do harm.
///
/// @param names the number of children
/// @param files the number of mapped files
record HostileProgram(TestProgram program, int names, int files) implements AutoCloseable {
  private static final String NAME = "named";
  private static final int LONGEST_FILE_NAME = 200;

  static HostileProgram start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("vmascope-hostile");
    Path files = Files.createDirectory(folder.resolve("files"));
    List<RawText> names =
        HostileNames.ofProcesses().stream().filter(name -> !name.latin1().isEmpty()).toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (RawText name : names) {
      bytes.write(name.bytes());
      bytes.write(0);
    }
    Files.write(folder.resolve("names"), bytes.toByteArray());
    int made = createFiles(files);
    return new HostileProgram(
        TestProgram.start(
            TestProgram.compile(NAME), folder.resolve("names").toString(), files.toString()),
        names.size(),
        made);
  }

  /// Files of the names that can be one, by a shell: the names of Java's files are characters.
  private static int createFiles(Path folder) throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int made = 0;
    for (RawText name : HostileNames.ALL) {
      String latin1 = name.latin1().replace('/', '|');
      if (!latin1.isEmpty() && latin1.length() <= LONGEST_FILE_NAME) {
        all.write(("./" + made + latin1).getBytes(StandardCharsets.ISO_8859_1));
        all.write(0);
        made++;
      }
    }
    Process shell =
        new ProcessBuilder("xargs", "-0", "truncate", "--size=4096", "--")
            .directory(folder.toFile())
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    try (OutputStream input = shell.getOutputStream()) {
      input.write(all.toByteArray());
    }
    if (shell.waitFor() != 0) {
      throw new IllegalStateException("the files cannot be made");
    }
    return made;
  }

  /// A part of the executable's path that no other process has.
  String executable() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + program.pid() + "/exe")).toString();
  }

  @Override
  public void close() {
    program.close();
  }
}
