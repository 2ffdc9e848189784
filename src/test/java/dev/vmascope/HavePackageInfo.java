package dev.vmascope;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// Holds for a class whose package says that it is null-marked.
final class HavePackageInfo extends ArchCondition<JavaClass> {
  HavePackageInfo() {
    super("live in a package that is null-marked");
  }

  @Override
  public void check(JavaClass javaClass, ConditionEvents events) {
    boolean marked = javaClass.getPackage().isAnnotatedWith(NullMarked.class);
    events.add(
        new SimpleConditionEvent(
            javaClass,
            marked,
            javaClass.getName() + (marked ? " does" : " has no null-marked package-info")));
  }
}
