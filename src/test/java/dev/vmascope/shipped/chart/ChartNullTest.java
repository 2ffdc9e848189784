package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/// The lists and maps of the values as null, which takes a default away.
class ChartNullTest {
  /// The number of objects of values, by their text.
  private static final Map<String, Integer> WITHOUT = new ConcurrentHashMap<>();

  @TempDir Path folder;

  /// One list, or one value with members.
  ///
  /// @param path names of members, with dots between
  /// @param isPart whether it only groups values that are described one by one
  record Collection(String path, boolean isPart) {}

  static List<Collection> collections() throws IOException {
    List<Collection> found = new ArrayList<>();
    String readme = Files.readString(Chart.FOLDER.resolve("README.md"));
    collect("", ChartValues.defaults().members(), readme, found);
    return found;
  }

  private static void collect(
      String at, Map<String, Object> members, String readme, List<Collection> found) {
    members.forEach((name, value) -> {
      String path = at + name;
      boolean isPart = !readme.contains("| `" + path + "` |");
      if (value instanceof Map || value instanceof List) {
        found.add(new Collection(path, isPart));
      }
      if (isPart && value instanceof Map<?, ?> inner) {
        collect(path + ".", ChartValues.asMembers(inner), readme, found);
      }
    });
  }

  @Test
  void thereAreManyOfBothKinds() throws IOException {
    assertThat(collections()).filteredOn(Collection::isPart).hasSizeGreaterThan(15);
    assertThat(collections())
        .filteredOn(each -> !each.isPart())
        .hasSizeGreaterThan(35)
        .extracting(Collection::path)
        .contains("tolerations", "auth.readerScopes", "prometheusRule.rules", "resources");
  }

  /// All that can be made is made, so that each value is read.
  @ParameterizedTest
  @MethodSource("collections")
  void isTheSameAsAnEmptyOneOrIsRefused(Collection collection) throws IOException {
    ChartValues all =
        ChartValues.read(Chart.values("pod-monitor"))
            .with(new ChartValues(Map.of("openshift", Map.of("enabled", true))));
    Path empty = Files.writeString(folder.resolve("none.yaml"), of(collection.path()));
    for (Path values : List.of(Files.writeString(folder.resolve("all.yaml"), all.text()), JWT)) {
      if (collection.isPart()) {
        String name = collection.path().replaceFirst(".*\\.", "");
        assertThatThrownBy(() -> Chart.render(Chart.FOLDER, values, empty))
            .hasMessageContaining("missing property '" + name + "'");
      } else {
        assertThat(Chart.objects(Chart.render(Chart.FOLDER, values, empty)))
            .as("all objects of the values")
            .hasSize(
                WITHOUT.computeIfAbsent(
                    Files.readString(values), _ -> Chart.objects(Chart.render(values)).size()));
      }
    }
  }

  private static final Path JWT = Chart.values("jwt-of-the-cluster");

  private static String of(String path) {
    int dot = path.lastIndexOf('.');
    Map<String, Object> members = Collections.singletonMap(path.substring(dot + 1), null);
    for (String at = dot < 0 ? "" : path.substring(0, dot); !at.isEmpty(); ) {
      int next = at.lastIndexOf('.');
      members = Map.of(at.substring(next + 1), members);
      at = next < 0 ? "" : at.substring(0, next);
    }
    return new Yaml().dump(members);
  }
}
