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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// The names of properties that the service takes.
@ExtendWith(OutputCaptureExtension.class)
class KnownPropertiesTest {
  private static final Pattern DOCUMENTED =
      Pattern.compile("`(vmascope\\.[a-z]+(?:[.-][a-z]+)*)(?:\\[n])?[`.]");

  private final KnownProperties known = KnownProperties.ofMetadata();

  /// What Spring Boot binds, so that nobody takes a name for known that has no effect.
  private static boolean binds(PropertySource<?> source, String property) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .forEach(each -> {
          if (!each.getName().equals(source.getName())) {
            environment.getPropertySources().remove(each.getName());
          }
        });
    environment.getPropertySources().addFirst(source);
    return Binder.get(environment).bind(property, Bindable.of(Object.class)).isBound();
  }

  @ParameterizedTest
  @CsvSource({
    "vmascope.sampling.interval, vmascope.sampling.interval",
    "vmascope.sampling.INTERVAL, vmascope.sampling.interval",
    "VMASCOPE.sampling.interval, vmascope.sampling.interval",
    "vmascope.security.tokenFile, vmascope.security.token-file",
    "vmascope.security.token_file, vmascope.security.token-file",
    "vmascope.data-dir, vmascope.data-dir",
    "vmascope.security.jwt.issuer, vmascope.security.jwt.issuer"
  })
  void takeEveryWayToWriteThem(String written, String property) {
    assertThat(known.complaint(written, "x")).isEmpty();
    assertThat(binds(new MapPropertySource("file", Map.of(written, "x")), property)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vmascope.groups[0].match.name",
        "vmascope.groups[0].match[name]",
        "vmascope.groups[0].group",
        "vmascope.findings.code-generators[12]",
        "vmascope.findings.code-generators",
        "vmascope.security.jwt.grants[0].subject",
        "vmascope.security.jwt.grants[0].scopes[1]",
        "server.port",
        "vmascopes.sampling.intervall"
      })
  void takeElementsOfLists(String name) {
    assertThat(known.complaint(name, "x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "vmascope.sampling.intervall, : did you mean vmascope.sampling.interval?",
    "vmascope.security.jwt.isuer, : did you mean vmascope.security.jwt.issuer?",
    "vmascope.security.jwt.discovery-token-fil, : did you mean vmascope.security.jwt.discovery-token-file?",
    "vmascope.security-mode, : did you mean vmascope.security.mode?",
    "vmascope.data.dir, : did you mean vmascope.data-dir?",
    "vmascope.group[0].match.name, : did you mean vmascope.groups?",
    "vmascope.groups[0].macth.name, : did you mean vmascope.groups?",
    "vmascope.groups[0], : did you mean vmascope.groups?",
    "vmascope.sampling.interval[0], : did you mean vmascope.sampling.interval?",
    "vmascope.data-folder, ''",
    "VMASCOPE_SECURITY_MODE, : only a variable of the environment has such a name",
    "vmascope., ''"
  })
  void refuseOthersAndNameTheProbableOne(String name, String complaint) {
    assertThat(known.complaint(name, "x")).contains(name + complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmascope.sampling", "vmascope.security.jwt"})
  void takeASectionThatIsEmpty(String section) {
    assertThat(known.complaint(section, "")).isEmpty();
    assertThat(known.complaint(section, Map.of())).isEmpty();
    assertThat(known.complaint(section, "10s")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "VMASCOPE_SAMPLING_INTERVAL, vmascope.sampling.interval",
    "vmascope_sampling_interval, vmascope.sampling.interval",
    "VMASCOPE_SECURITY_TOKENFILE, vmascope.security.token-file",
    "VMASCOPE_SECURITY_TOKEN_FILE, vmascope.security.token-file",
    "VMASCOPE_DATADIR, vmascope.data-dir",
    "VMASCOPE_KERNELLOG_ENABLED, vmascope.kernel-log.enabled",
    "vmascope.security.mode, vmascope.security.mode"
  })
  void takeVariablesOfTheEnvironment(String variable, String property) {
    assertThat(known.complaintOfVariable(variable)).isEmpty();
    assertThat(known.isUnread(variable)).isFalse();
    assertThat(
            binds(
                new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "x")),
                property))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VMASCOPE_GROUPS_0_MATCH_NAME",
        "VMASCOPE_SECURITY_ALLOWEDHOSTS_0",
        "VMASCOPE_TOKEN",
        "VMASCOPE_HOST",
        "VMASCOPE_PORT",
        "VMASCOPE_TLS",
        "VMASCOPE_DATA",
        "VMASCOPE_METRICS",
        "VMASCOPE_METRICS_NAME",
        "VMASCOPE_SERVICE_HOST",
        "VMASCOPE_SAMPLING_PORT_8080_TCP_ADDR",
        "VMASCOPE_SAMPLING_SERVICE_PORT_HTTP",
        "PATH"
      })
  void leaveVariablesOfOthersAlone(String name) {
    assertThat(known.complaintOfVariable(name)).isEmpty();
    assertThat(known.isUnread(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "VMASCOPE_SAMPLING_INTERVALL, vmascope.sampling.interval",
    "VMASCOPE_SECURITYMODE, vmascope.security.mode",
    "VMASCOPE_SECURITY_MODE_0, vmascope.security.mode",
    "VMASCOPE_DATADIRR, vmascope.data-dir",
    "vmascope.security.mod, vmascope.security.mode",
    "VMASCOPE_GROUPS_0, vmascope.groups"
  })
  void refuseVariablesThatAreMeantForThem(String name, String meant) {
    assertThat(known.complaintOfVariable(name)).contains(name + ": did you mean " + meant + "?");
  }

  @Test
  void refuseAStartWithEveryWrongNameAndItsSource(CapturedOutput output) {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource(
              "commandLineArgs", Map.of("vmascope.sampling.intervall", "30s", "server.port", "1")));
      sources.addLast(
          new SystemEnvironmentPropertySource(
              "variables", Map.of("VMASCOPE_SCAN_BUGET", "1", "VMASCOPE_METRICS_URL", "x")));
      assertThatExceptionOfType(UnknownPropertyException.class)
          .isThrownBy(() -> new PropertyCheck(known).initialize(context))
          .withMessageContaining(
              "vmascope.sampling.intervall: did you mean vmascope.sampling.interval? (from commandLineArgs)")
          .withMessageContaining(
              "VMASCOPE_SCAN_BUGET: did you mean vmascope.scan.budget? (from variables)")
          .withMessageNotContaining("30s");
      assertThat(output)
          .contains("No property is read from the variable VMASCOPE_METRICS_URL")
          .doesNotContain("VMASCOPE_SCAN_BUGET");
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
        .allSatisfy(
            each -> assertThat(known.names()).contains(each.replaceAll("`|(\\[n])?[.`]?$", "")));
  }
}
