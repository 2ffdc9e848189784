package dev.vmascope;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Packages that may know only what is named here, so that they can be read and used without the
/// rest.
@AnalyzeClasses(packages = "dev.vmascope", importOptions = WrittenClasses.class)
class PurePackagesTest {
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
          .resideInAnyPackage(ROOT + "mapping..", ROOT + "trend..", ROOT + "metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.file..")
          .because("reading and parsing are separate, and a scrape never reads /proc");

  @ArchTest
  static final ArchRule trendIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "trend..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "trend..", ROOT + "mapping..", JAVA, JSPECIFY)
          .because("growth is a function of samples; time and processes come from outside");

  @ArchTest
  static final ArchRule diffIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "diff..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "diff..", ROOT + "mapping..", JAVA, JSPECIFY)
          .because("a difference is a function of two listings, wherever they come from");

  @ArchTest
  static final ArchRule streamIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "stream..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "stream..", JAVA, JSPECIFY)
          .because("a queue of events is the same whatever the events tell");

  @ArchTest
  static final ArchRule pastedIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "pasted..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "pasted..", ROOT + "mapping..", JAVA, JSPECIFY)
          .because("a text is read without files, and without a service");

  @ArchTest
  static final ArchRule trendAsksNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "trend..", ROOT + "mapping..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.time.Clock.class)
          .because("a function of samples gives the same result tomorrow");

  @ArchTest
  static final ArchRule elfIsPure =
      classes()
          .that()
          .resideInAPackage("dev.vmascope.elf")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.vmascope.elf", ROOT + "mapping..", JAVA, JSPECIFY)
          .because("the format is a matter of bytes, whoever opened them");

  @ArchTest
  static final ArchRule loadedObjectsOpenNothing =
      classes()
          .that()
          .resideInAPackage(ROOT + "elf.loaded..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "elf..", ROOT + "mapping..", ROOT + "procfs..", JAVA, JSPECIFY)
          .because("objects are bytes, whoever opened them");

  @ArchTest
  static final ArchRule rulesArePure =
      classes()
          .that()
          .resideInAPackage(ROOT + "access.rule..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "access.rule..", ROOT + "mapping..", JAVA, JSPECIFY)
          .because("the same rules serve live processes and stored ones");

  @ArchTest
  static final ArchRule findingsArePure =
      classes()
          .that()
          .resideInAPackage(ROOT + "rule..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "rule..", ROOT + "mapping..", ROOT + "trend..", JAVA, JSPECIFY)
          .because("a rule says the same of a stored address space");

  @ArchTest
  static final ArchRule containerIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "container..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "container..", ROOT + "mapping..", JAVA, JSPECIFY)
          .because("names of control groups are text, whoever read them");

  @ArchTest
  static final ArchRule kernelLogKnowsNoFramework =
      classes()
          .that()
          .resideInAPackage(ROOT + "kernellog..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "kernellog..",
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
  static final ArchRule storageKnowsNoContents =
      classes()
          .that()
          .resideInAPackage(ROOT + "storage..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "storage..", ROOT + "procfs.call..", JAVA, JSPECIFY)
          .because("bytes are durable or not, whatever they mean");
}
