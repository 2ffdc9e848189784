package dev.vmascope.shipped.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// The chart, rendered as Helm renders it for a release `vmascope` in the namespace `monitoring`.
public final class Chart {
  /// Where it is.
  public static final Path FOLDER = Path.of("helm/vmascope");

  private static final Path VALUES = Path.of("src/test/resources/chart");
  private static final KubernetesSerialization MODELS = new KubernetesSerialization();

  /// What is made of the files of values that tests do not change.
  private static final Map<Path, String> MADE = new ConcurrentHashMap<>();

  private Chart() {}

  /// The values that tests render it with, one file for each way to install it.
  static List<Path> valueFiles() {
    try (Stream<Path> files = Files.list(VALUES)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One of them, by its name without the ending.
  public static Path values(String name) {
    return VALUES.resolve(name + ".yaml");
  }

  /// What Helm makes of it.
  ///
  /// @throws IllegalStateException if it refuses
  static String render(Path values) {
    return render(FOLDER, values);
  }

  /// The same for a changed copy, with the last file over those before.
  static String render(Path folder, Path... values) {
    TemplateCommand command =
        new Helm(folder)
            .template()
            .withName("vmascope")
            .withNamespace("monitoring")
            .withKubeVersion("1.34.0");
    for (Path each : values) {
      command.withValuesFile(each);
    }
    return command.call();
  }

  /// The objects that it makes, as the models of Kubernetes read them: also those that are made
  /// once, by a hook, and are no part of a release.
  public static List<HasMetadata> objects(Path values) {
    return objects(
        VALUES.equals(values.getParent())
            ? MADE.computeIfAbsent(values, each -> renderWithHooks(FOLDER, each))
            : renderWithHooks(FOLDER, values));
  }

  /// What Helm makes of a chart and of its hooks, which it does not render: here they are none.
  static String renderWithHooks(Path chart, Path values) {
    try {
      Path folder = Files.createTempDirectory("vmascope-chart");
      try {
        FileSystemUtils.copyRecursively(chart, folder);
        Path secrets = folder.resolve("templates/secrets.yaml");
        String text = Files.readString(secrets);
        Files.writeString(secrets, text.replace("helm.sh/hook: ", "example.com/hook: "));
        return render(folder, values);
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<HasMetadata> objects(String rendered) {
    List<HasMetadata> objects = new ArrayList<>();
    for (String document : rendered.split("(?m)^---$", -1)) {
      if (!document.replaceAll("(?m)^#.*$", "").isBlank()) {
        objects.add((HasMetadata) MODELS.unmarshal(document));
      }
    }
    return objects;
  }

  /// The objects of one kind.
  public static <T extends HasMetadata> List<T> objects(Path values, Class<T> kind) {
    return objects(values).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The container of the pods.
  public static Container container(Path values) {
    return objects(values, DaemonSet.class)
        .getFirst()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst();
  }

  /// A copy that a test may change.
  static Path copy(Path folder) throws IOException {
    Path copy = folder.resolve("vmascope");
    FileSystemUtils.copyRecursively(FOLDER, copy);
    return copy;
  }

  /// What `helm lint --strict` says of a chart.
  static LintResult lint(Path folder) {
    return new Helm(folder).lint().strict().call();
  }
}
