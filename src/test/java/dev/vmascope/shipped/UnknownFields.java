package dev.vmascope.shipped;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an object has that the models of Kubernetes do not know: they keep it aside and say
/// nothing, and a cluster would refuse it or ignore it.
public final class UnknownFields {
  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  /// The paths of all unknown fields.
  public static List<String> of(Object object) {
    UnknownFields fields = new UnknownFields();
    fields.check(object.getClass().getSimpleName(), object);
    return fields.found;
  }

  private void check(String at, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case List<?> items -> items.forEach(item -> check(at + "[]", item));
      case Map<?, ?> members -> members.forEach((key, member) -> check(at + "." + key, member));
      default -> {
        if (value.getClass().getName().startsWith("io.fabric8.")) {
          checkModel(at, value);
        }
      }
    }
  }

  private void checkModel(String at, Object model) {
    for (Method method : model.getClass().getMethods()) {
      if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
        Object value = call(method, model);
        if (!method.getName().equals("getAdditionalProperties")) {
          check(at + "." + method.getName().substring(3), value);
        } else if (value instanceof Map<?, ?> unknown) {
          unknown.keySet().forEach(key -> found.add(at + "." + key));
        }
      }
    }
  }

  private static @Nullable Object call(Method getter, Object model) {
    try {
      return getter.invoke(model);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(getter + " fails", e);
    }
  }
}
