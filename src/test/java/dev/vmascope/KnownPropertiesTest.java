package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// The names of properties that the service takes.
class KnownPropertiesTest {
  private static final Pattern DOCUMENTED =
      Pattern.compile("`(vmascope\\.[a-z]+(?:[.-][a-z]+)*)(?:\\[n])?[`.]");

  private final KnownProperties known = KnownProperties.ofMetadata();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vmascope.sampling.interval",
        "vmascope.sampling.INTERVAL",
        "vmascope.security.tokenFile",
        "vmascope.security.token_file",
        "vmascope.data-dir",
        "vmascope.groups[0].match.name",
        "vmascope.findings.code-generators[12]",
        "vmascope.security.jwt.grants[0].scopes",
        "vmascope.security.jwt.issuer",
        "server.port",
        "vmascopes.sampling.intervall"
      })
  void takeEveryWayToWriteThem(String name) {
    assertThat(known.complaint(name, false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "vmascope.sampling.intervall, vmascope.sampling.intervall: did you mean vmascope.sampling.interval?",
    "vmascope.security.jwt.isuer, vmascope.security.jwt.isuer: did you mean vmascope.security.jwt.issuer?",
    "vmascope.security.jwt.discovery-token-fil, vmascope.security.jwt.discovery-token-fil: did you mean"
        + " vmascope.security.jwt.discovery-token-file?",
    "vmascope.data-folder, vmascope.data-folder",
    "vmascope.group[0].match.name, vmascope.group[0].match.name: did you mean vmascope.groups?",
    "vmascope., vmascope."
  })
  void refuseOthersAndNameTheProbableOne(String name, String complaint) {
    assertThat(known.complaint(name, false)).contains(complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VMASCOPE_SAMPLING_INTERVAL",
        "VMASCOPE_SECURITY_TOKENFILE",
        "VMASCOPE_SECURITY_TOKEN_FILE",
        "VMASCOPE_DATADIR",
        "VMASCOPE_KERNELLOG_ENABLED",
        "VMASCOPE_GROUPS_0_MATCH_NAME",
        "VMASCOPE_TOKEN",
        "VMASCOPE_HOST",
        "VMASCOPE_PORT",
        "VMASCOPE_TLS",
        "VMASCOPE_SERVICE_HOST",
        "VMASCOPE_SAMPLING_PORT_8080_TCP_ADDR",
        "VMASCOPE_SAMPLING_SERVICE_PORT_HTTP",
        "PATH"
      })
  void leaveVariablesOfOthersAlone(String name) {
    assertThat(known.complaint(name, true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "VMASCOPE_SAMPLING_INTERVALL, vmascope.sampling.interval",
    "VMASCOPE_DATADIRR, vmascope.data-dir",
    "VMASCOPE_DATADI, vmascope.data-dir"
  })
  void refuseVariablesThatAreMeantForThem(String name, String meant) {
    assertThat(known.complaint(name, true)).contains(name + ": did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"VMASCOPE_SAMPLING_PERIOD", "VMASCOPE_KERNEL_LOG_FILE", "VMASCOPE_KERNELLOG_FILE"})
  void refuseVariablesInASectionOfTheirs(String name) {
    assertThat(known.complaint(name, true)).contains(name);
  }

  @Test
  void refuseAStartWithEveryWrongNameAndItsSource() {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource(
              "commandLineArgs", Map.of("vmascope.sampling.intervall", "30s", "server.port", "1")));
      sources.addLast(
          new SystemEnvironmentPropertySource("variables", Map.of("VMASCOPE_SCAN_BUGET", "1")));
      assertThatExceptionOfType(UnknownPropertyException.class)
          .isThrownBy(() -> known.initialize(context))
          .withMessageContaining(
              "vmascope.sampling.intervall: did you mean vmascope.sampling.interval? (from commandLineArgs)")
          .withMessageContaining(
              "VMASCOPE_SCAN_BUGET: did you mean vmascope.scan.budget? (from variables)")
          .withMessageNotContaining("30s");
    }
  }

  @Test
  void standInTheDocument() throws IOException {
    String document = Files.readString(Path.of("docs/configuration.md"));
    assertThat(known.names())
        .hasSizeGreaterThan(30)
        .allSatisfy(name -> assertThat(document).containsPattern("`" + name + "(\\[n])?[`.]"));
    assertThat(DOCUMENTED.matcher(document).results().map(MatchResult::group))
        .hasSizeGreaterThan(30)
        .allSatisfy(each ->
            assertThat(
                    known.complaint(each.replaceAll("[`]|\\.$", "").replace("[n]", "[0]"), false))
                .isEmpty());
  }
}
