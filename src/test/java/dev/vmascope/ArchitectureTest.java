package dev.vmascope;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;

/// The walls of the house: data flows down from the kernel to the answers, and there is no way
/// back.
@AnalyzeClasses(packages = "dev.vmascope", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.vmascope.";
  private static final String JAVA = "java..";
  private static final String JSPECIFY = "org.jspecify..";

  @ArchTest
  static final ArchRule mappingIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "mapping..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "mapping..", JAVA, JSPECIFY)
          .because("the same parsers serve live processes, captures and pasted text");

  @ArchTest
  static final ArchRule mappingKnowsNoFiles =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "mapping..", ROOT + "growth..", ROOT + "metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.file..")
          .because("reading and parsing are separate, and a scrape never reads /proc");

  @ArchTest
  static final ArchRule growthIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "growth..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "growth..", ROOT + "mapping..", JAVA, JSPECIFY)
          .because("growth is a function of samples; time and processes come from outside");

  @ArchTest
  static final ArchRule growthAsksNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "growth..", ROOT + "mapping..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.time.Clock.class)
          .because("a function of samples gives the same result tomorrow");

  @ArchTest
  static final ArchRule elfIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "elf..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "elf..", ROOT + "mapping..", ROOT + "procfs..", JAVA, JSPECIFY)
          .because("objects are bytes, whoever opened them");

  @ArchTest
  static final ArchRule containerIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "container..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "container..", ROOT + "mapping..", ROOT + "procfs..", JAVA, JSPECIFY)
          .because("names of control groups are text, whoever read them");

  @ArchTest
  static final ArchRule faultKnowsNoFramework =
      classes()
          .that()
          .resideInAPackage(ROOT + "fault..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "fault..",
              ROOT + "mapping..",
              ROOT + "procfs..",
              JAVA,
              JSPECIFY,
              "org.slf4j..")
          .because("a line means the same whether it is read here or pasted from elsewhere");

  @ArchTest
  static final ArchRule procfsKnowsNoFramework =
      classes()
          .that()
          .resideInAPackage(ROOT + "procfs..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "procfs..", ROOT + "mapping..", JAVA, "javax.crypto..", JSPECIFY)
          .because("what touches the kernel must be readable without knowing Spring");

  @ArchTest
  static final ArchRule sandboxForbidsAndNothingElse =
      classes()
          .that()
          .resideInAPackage(ROOT + "sandbox..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "sandbox..", ROOT + "procfs..", "java.lang..", "java.util..", JSPECIFY)
          .because("what holds from the first line of main on must be readable at one sitting");

  @ArchTest
  static final ArchRule onlyProcfsTouchesTheKernel =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "procfs..", ROOT + "sandbox..", ROOT + "security..", "dev.vmascope")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.lang.foreign..")
          .because("one package answers for how processes are disturbed");

  @ArchTest
  static final ArchRule onlyMetricsKnowsMicrometer =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..")
          .because("names and labels of meters are one contract, kept in one place");

  @ArchTest
  static final ArchRule nobodyLooksUp =
      noClasses()
          .that(outside("web", "metrics"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "web..", ROOT + "metrics..")
          .because("answers and meters are ends, not means");

  @ArchTest
  static final ArchRule metricsDoesNotServe =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "web..", ROOT + "listing..", ROOT + "problem..")
          .because("meters show the published sample and know nothing of requests");

  @ArchTest
  static final ArchRule samplingDoesNotServe =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "sampling..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "problem..", ROOT + "listing..", ROOT + "security..")
          .because("the scheduler goes on whether anybody asks or not");

  @ArchTest
  static final ArchRule controllersServe =
      classes()
          .that()
          .areAnnotatedWith(RestController.class)
          .should()
          .resideInAnyPackage(ROOT + "web..", ROOT + "problem..")
          .because("everything that answers requests stands in one place");

  @ArchTest
  static final ArchRule componentsAreWhereTheyAreLookedFor =
      classes()
          .that()
          .areMetaAnnotatedWith(Component.class)
          .and()
          .doNotBelongToAnyOf(VmascopeApplication.class, VmascopeConfiguration.class)
          .should()
          .resideInAnyPackage(
              VmascopeApplication.class
                  .getAnnotation(SpringBootApplication.class)
                  .scanBasePackages())
          .because("the start reads no other package, and would not find them");

  @ArchTest
  static final ArchRule noJackson2 =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..")
          .because("Spring Boot 4 speaks Jackson 3; springdoc brings Jackson 2 for itself");

  @ArchTest
  static final ArchRule noFieldInjection =
      noFields()
          .should()
          .beAnnotatedWith(Autowired.class)
          .because("constructors say what a class needs");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("dev.vmascope.(*)..")
          .should()
          .beFreeOfCycles()
          .because("packages that need each other are one package");

  @ArchTest
  static final ArchRule everyClassHasAPackageInfo =
      classes()
          .should(new HavePackageInfo())
          .because("each package says what lives there and what may not");

  @ArchTest static final ArchRule noStandardStreams = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest static final ArchRule noJavaLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  private static DescribedPredicate<JavaClass> outside(String... packages) {
    DescribedPredicate<JavaClass> inside = resideInAPackage("none");
    for (String name : packages) {
      inside = inside.or(resideInAnyPackage(ROOT + name + ".."));
    }
    return DescribedPredicate.not(inside);
  }
}
