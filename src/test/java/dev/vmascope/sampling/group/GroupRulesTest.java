package dev.vmascope.sampling.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.HostileNames;
import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.SampledProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The names of groups, by configured rules.
class GroupRulesTest {
  private static final GroupFields JAVA =
      new GroupFields(
          Map.of(
              GroupField.NAME, "java",
              GroupField.EXECUTABLE, "/usr/bin/java",
              GroupField.USER, "kafka",
              GroupField.UNIT, "kafka.service"));

  private static GroupRules.Names names(String... properties) {
    Map<String, String> map = new HashMap<>();
    for (String property : properties) {
      int equals = property.indexOf('=');
      map.put("vmascope." + property.substring(0, equals), property.substring(equals + 1));
    }
    return new Binder(new MapConfigurationPropertySource(map))
        .bindOrCreate("vmascope", Bindable.of(GroupRules.class))
        .names();
  }

  @Test
  void areTheProcessesOwnWithoutRules() {
    assertThat(names().of(JAVA)).isEqualTo("java");
  }

  @ParameterizedTest
  @CsvSource({
    "{name}, java",
    "{user}/{name}, kafka/java",
    "{executable}, /usr/bin/java",
    "{unit}, kafka.service",
    "all, all",
    "{name}{name}, javajava"
  })
  void areFilledIn(String template, String name) {
    assertThat(names("groups[0].group=" + template).of(JAVA)).isEqualTo(name);
  }

  @Test
  void areOfTheFirstRuleThatFits() {
    GroupRules.Names names =
        names(
            "groups[0].match.user=root",
            "groups[0].group=system",
            "groups[1].match.executable=/usr/*/java",
            "groups[1].match.user=k*",
            "groups[1].group=jvm {user}",
            "groups[2].group=rest");
    assertThat(names.of(JAVA)).isEqualTo("jvm kafka");
    assertThat(names.of(new GroupFields(Map.of(GroupField.USER, "root")))).isEqualTo("system");
    assertThat(names.of(new GroupFields(Map.of()))).isEqualTo("rest");
  }

  @Test
  void ofAFieldThatIsNotKnownAreLeftToTheNextRule() {
    GroupRules.Names names =
        names(
            "groups[0].match.pod=*",
            "groups[0].group=pods",
            "groups[1].group={namespace}/{container}",
            "groups[2].group={unit}");
    assertThat(names.of(JAVA)).isEqualTo("kafka.service");
    assertThat(names.of(new GroupFields(Map.of(GroupField.NAME, "x")))).isEqualTo("x");
    assertThat(names.of(new GroupFields(Map.of(GroupField.POD, "p")))).isEqualTo("pods");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "groups[0].group={nmae}|vmascope.groups[0]: expected one of name, executable, user",
        "groups[0].group={name|braces only around a field",
        "groups[0].group=name}|braces only around a field",
        "groups[0].group={{name}}|braces only around a field",
        "groups[0].group={}|expected one of name",
        "groups[0].match.name=x|group: expected a template such as {name}",
        "groups[0].match.contaner=x|expected one of name"
      })
  void thatAreNotUnderstoodAreRefused(String property, String complaint) {
    String[] properties =
        property.contains("contaner")
            ? new String[] {property, "groups[0].group=x"}
            : new String[] {property};
    assertThatThrownBy(() -> names(properties)).rootCause().hasMessageContaining("expected");
    assertThatThrownBy(() -> names(properties)).hasStackTraceContaining(complaint);
  }

  @Test
  void blankTemplatesAreRefused() {
    assertThatThrownBy(() -> GroupTemplate.parse(" ")).hasMessageContaining("got nothing");
  }

  @Test
  void valuesAreNoTemplates() {
    GroupFields odd = new GroupFields(Map.of(GroupField.NAME, "{user}", GroupField.USER, "root"));
    assertThat(names("groups[0].group={name}").of(odd)).isEqualTo("{user}");
  }

  @Test
  void canBeSeenWhateverAStrangerChose() {
    GroupRules.Names names = names("groups[0].group={executable}{name}");
    for (RawText name : HostileNames.ALL) {
      String text = name.text();
      GroupFields fields =
          new GroupFields(Map.of(GroupField.NAME, text, GroupField.EXECUTABLE, text));
      assertThat(names.of(fields))
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(2 * 63)
          .doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*");
    }
  }

  @Test
  void fieldsAreThoseOfTheProcess() {
    Attribution attribution =
        new Attribution(
            Optional.of("c"), Optional.of("docker"), Optional.of("p"), Optional.of("u.scope"));
    GroupFields fields =
        GroupFields.of(
            SampledProcess.of(1, "x").reading(), attribution, new UserNames(Path.of("/none")));
    assertThat(fields.known())
        .isEqualTo(
            Map.of(
                GroupField.NAME, "x",
                GroupField.USER, "0",
                GroupField.CONTAINER, "c",
                GroupField.POD, "p",
                GroupField.UNIT, "u.scope"));
    assertThat(List.of(GroupField.values())).allMatch(f -> GroupField.of(f.toString()) == f);
  }
}
