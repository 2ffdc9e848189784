package dev.vmascope.sampling.tick;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.findings.*`: programs that are expected to generate code.
///
/// @param codeGenerators globs on the executables of programs that generate code, by full path or
///   by name: their executable memory is no finding. The name that a process gives itself does not
///   count; nor does one in a directory for temporary files. Libraries that generate code identify
///   a program in any case.
@ConfigurationProperties("vmascope.findings")
public record FindingProperties(
    @DefaultValue({
          "java",
          "javac",
          "jshell",
          "node",
          "nodejs",
          "deno",
          "bun",
          "dotnet",
          "mono*",
          "chrome",
          "chromium*",
          "firefox*",
          "electron*",
          "code",
          "qemu-*",
          "luajit*",
          "php*",
          "ruby*",
          "pypy*",
          "julia",
          "beam.smp",
          "postgres",
          "gnome-shell",
          "plasmashell"
        })
        List<String> codeGenerators) {
  public FindingProperties {
    codeGenerators = List.copyOf(codeGenerators);
  }
}
