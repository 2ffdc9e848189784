package dev.vmascope.procfs.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limited control groups on the way up, in folders that look like `/sys/fs/cgroup`.
class LimitSurveyTest {
  private static final Cgroup A = unified("/a");
  private static final Cgroup B = unified("/a/b");

  @TempDir Path root = Path.of("");

  private static Cgroup unified(String path) {
    return new Cgroup(List.of(), new RawText(path), false);
  }

  private void group(String folder, String limit, String usage, String statistics)
      throws IOException {
    Path group = Files.createDirectories(root.resolve(folder));
    boolean first = folder.startsWith("memory");
    Files.writeString(group.resolve(first ? "memory.limit_in_bytes" : "memory.max"), limit + "\n");
    Files.writeString(
        group.resolve(first ? "memory.usage_in_bytes" : "memory.current"), usage + "\n");
    Files.writeString(group.resolve("memory.stat"), statistics);
  }

  private Map<Cgroup, List<LimitedGroup>> survey(Cgroup... groups) {
    return new CgroupTree(root).survey().of(List.of(groups));
  }

  private LimitedGroup limited(String folder, long limit, long used) {
    return limited(folder, limit, used, used);
  }

  private LimitedGroup limited(String folder, long limit, long used, long held) {
    return new LimitedGroup(
        root.resolve(folder).toString(), limit, Optional.of(new LimitedGroup.Used(used, held)));
  }

  @Test
  void haveTheirUsageWithoutInactiveFiles() throws IOException {
    group(
        "a", "1000", "950", "anon 300\ninactive_file 350\nactive_file 200\nslab_reclaimable 50\n");
    group("a/b", "max", "900", "anon 1\n");
    LimitedGroup limited = limited("a", 1000, 600, 350);
    assertThat(survey(A, B)).isEqualTo(Map.of(A, List.of(limited), B, List.of(limited)));
  }

  @Test
  void areTheNearestFirst() throws IOException {
    group("a", "1000", "950", "inactive_file 0\n");
    group("a/b", "500", "300", "inactive_file 100\n");
    assertThat(survey(B).get(B)).containsExactly(limited("a/b", 500, 200), limited("a", 1000, 950));
  }

  /// Its own files are without those of groups below, which the limit counts.
  @Test
  void haveTheTotalsOfVersion1() throws IOException {
    group(
        "memory/a",
        "1000",
        "950",
        "active_file 9\ninactive_file 1\ntotal_inactive_file 300\ntotal_active_file 250\n");
    Cgroup group = new Cgroup(List.of("memory"), new RawText("/a"), false);
    assertThat(survey(group).get(group)).containsExactly(limited("memory/a", 1000, 650, 400));
  }

  @Test
  void areNoneWhereThereIsNoLimit() throws IOException {
    group("a", "max", "950", "inactive_file 0\n");
    assertThat(survey(A)).isEqualTo(Map.of(A, List.of()));
  }

  @Test
  void areUnknownWhereTheGroupOrItsLimitIs() throws IOException {
    group("a", "much", "950", "inactive_file 0\n");
    group("a/b", "500", "300", "inactive_file 100\n");
    assertThat(survey(A, B, unified("/gone"), unified("/../x"))).isEmpty();
  }

  @Test
  void haveNoUsageWhereThatIsUnknown() throws IOException {
    group("a", "1000", "950", "anon 5\n");
    assertThat(survey(A).get(A))
        .containsExactly(new LimitedGroup(root.resolve("a").toString(), 1000, Optional.empty()));
  }

  /// Limits hardly change, and what is in use always does.
  @Test
  void haveTheirUsageReadAgainAndTheirLimitOnceAMinute() throws IOException {
    group("a", "1000", "950", "inactive_file 0\n");
    LimitSurvey survey = new CgroupTree(root).survey();
    survey.begin();
    assertThat(survey.of(List.of(A)).get(A)).containsExactly(limited("a", 1000, 950));
    group("a", "2000", "300", "inactive_file 100\n");
    assertThat(survey.of(List.of(A)).get(A)).containsExactly(limited("a", 1000, 950));
    survey.begin();
    assertThat(survey.of(List.of(A)).get(A)).containsExactly(limited("a", 1000, 200));
    assertThat(survey(A).get(A)).containsExactly(limited("a", 2000, 200));
  }

  /// Whoever may make groups makes no work without end.
  @Test
  void areBounded() throws IOException {
    String deep = "/x".repeat(LimitSurvey.DEEPEST + 1);
    Files.createDirectories(root.resolve(deep.substring(1)));
    assertThat(survey(unified(deep))).isEmpty();
    List<Cgroup> many = new ArrayList<>();
    for (int i = 0; i < LimitSurvey.MOST + 10; i++) {
      Files.createDirectory(root.resolve("many-" + i));
      many.add(unified("/many-" + i));
    }
    assertThat(new CgroupTree(root).survey().of(many)).hasSize(LimitSurvey.MOST - 1);
  }
}
