package dev.vmascope;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// The use of Spring, Micrometer, Jackson and logs: one way, in one place.
@AnalyzeClasses(packages = "dev.vmascope", importOptions = WrittenClasses.class)
class FrameworksTest {
  private static final String ROOT = "dev.vmascope.";

  @ArchTest
  static final ArchRule componentsAreWhereTheyAreLookedFor =
      classes()
          .that()
          .areMetaAnnotatedWith(Component.class)
          .and()
          .doNotBelongToAnyOf(VmascopeApplication.class, VmascopeConfiguration.class)
          .should()
          .resideInAnyPackage(
              Arrays.stream(
                      VmascopeApplication.class
                          .getAnnotation(SpringBootApplication.class)
                          .scanBasePackages())
                  .map(name -> name + "..")
                  .toArray(String[]::new))
          .because("the start reads no other package, and would not find them");

  @ArchTest
  static final ArchRule beansExistInAnyCase =
      noMembers()
          .should()
          .beMetaAnnotatedWith(Conditional.class)
          .because("conditions are evaluated at the build, where no property is set yet");

  @ArchTest
  static final ArchRule componentsExistInAnyCase =
      noClasses()
          .should()
          .beMetaAnnotatedWith(Conditional.class)
          .because("conditions are evaluated at the build, where no property is set yet");

  @ArchTest
  static final ArchRule noFieldInjection =
      noFields()
          .should()
          .beAnnotatedWith(Autowired.class)
          .because("constructors say what a class needs");

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
  static final ArchRule noJackson2 =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..")
          .because("Spring Boot 4 speaks Jackson 3; springdoc brings Jackson 2 for itself");

  @ArchTest static final ArchRule noJavaLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
  @ArchTest static final ArchRule noStandardStreams = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
