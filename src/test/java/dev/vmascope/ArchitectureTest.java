package dev.vmascope;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.RestController;

/// The walls of the house: data flows down from the kernel to the answers, and there is no way
/// back.
@AnalyzeClasses(packages = "dev.vmascope", importOptions = WrittenClasses.class)
class ArchitectureTest {
  private static final String ROOT = "dev.vmascope.";

  /// The rooms of the questions that clients ask.
  private static final List<String> FEATURES =
      List.of(
          "access",
          "comparison",
          "explorer",
          "faults",
          "findings",
          "growth",
          "live",
          "maps",
          "objects",
          "process",
          "scans",
          "sharing",
          "snapshots",
          "spaces",
          "system");

  private static final String READERS =
      ".*\\.(LibC|KernelFile|FileCalls|PinnedProcess|PathWalk|ProcessReads|ReaderPool|ByteBudget|Quarantine"
          + "|ProcessFiles|AddressReads|MappedFileReads|PageMapScan|PageMapEntries|SingleFlight|ProcMapQuery"
          + "|[A-Za-z]+Reader)(\\$.*)?";

  @ArchTest
  static final ArchRule onlyProcfsTouchesTheKernel =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "procfs..",
              ROOT + "capture..",
              ROOT + "sandbox..",
              ROOT + "storage..",
              ROOT + "http.security..",
              "dev.vmascope")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.lang.foreign..")
          .because("one package answers for how processes are disturbed");

  @ArchTest
  static final ArchRule nobodyLooksUp =
      noClasses()
          .that(resideOutside(FEATURES).and(resideOutside(List.of("metrics"))))
          .should()
          .dependOnClassesThat(resideIn(FEATURES).or(resideIn(List.of("metrics"))))
          .because("answers and meters are ends, not means");

  @ArchTest
  static final ArchRule featuresDoNotKnowEachOther =
      slices()
          .matching(ROOT + "(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(DescribedPredicate.alwaysTrue(), resideOutside(FEATURES))
          .ignoreDependency(resideOutside(FEATURES), DescribedPredicate.alwaysTrue())
          .ignoreDependency(DescribedPredicate.alwaysTrue(), resideIn(List.of("maps")))
          .because("a question is answered in one room; all may show a mapping");

  @ArchTest
  static final ArchRule metricsDoesNotServe =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "http..")
          .because("meters show the published sample and know nothing of requests");

  @ArchTest
  static final ArchRule samplingDoesNotServe =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "sampling..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "http..")
          .because("the scheduler goes on whether anybody asks or not");

  @ArchTest
  static final ArchRule controllersServe =
      classes()
          .that()
          .areAnnotatedWith(RestController.class)
          .should(ArchConditions.be(resideIn(FEATURES).or(resideIn(List.of("http")))))
          .andShould()
          .bePackagePrivate()
          .because("a feature answers for itself, and nobody calls a controller but the server");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("dev.vmascope.(**)")
          .should()
          .beFreeOfCycles()
          .because("packages that need each other are one package");

  @ArchTest
  static final ArchRule noCyclesOfRooms =
      slices()
          .matching("dev.vmascope.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a room and its inner rooms are one to the others");

  @ArchTest
  static final ArchRule readersAreBehindTheDoor =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "procfs..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "procfs..").and(HasName.Predicates.nameMatching(READERS)))
          .because("ProcFs bounds every read; its readers do not bound themselves");

  @ArchTest
  static final ArchRule onlyParsersWalkAlongLines =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "mapping..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*\\.mapping\\.text\\.Byte(Lines|Search)")
          .because("bytes of the kernel are parsed in one place");

  @ArchTest
  static final ArchRule groupsBelongToTheScheduler =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "sampling..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "sampling.group..")
          .because("readers take the published sample, and not the sums that made it");

  @ArchTest
  static final ArchRule accessRulesBelongToTheirFeature =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "access..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "access.rule..")
          .because("whoever wants a verdict asks the feature for it");

  /// The format is one thing of thirty parts, and each of them names others.
  @ArchTest
  static void packagesAreRooms(JavaClasses classes) {
    Map<String, Long> sizes =
        classes.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(sizes).hasSizeGreaterThan(40).containsEntry("dev.vmascope.procfs", 1L);
    sizes.remove("dev.vmascope.elf");
    assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThan(26));
  }

  @ArchTest
  static final ArchRule everyClassHasAPackageInfo =
      classes()
          .should(new HavePackageInfo())
          .because("each package says what lives there and what may not");

  private static DescribedPredicate<JavaClass> resideIn(List<String> rooms) {
    return resideInAnyPackage(
        rooms.stream().map(room -> ROOT + room + "..").toArray(String[]::new));
  }

  private static DescribedPredicate<JavaClass> resideOutside(List<String> rooms) {
    return DescribedPredicate.not(resideIn(rooms));
  }
}
