package dev.vmascope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A regular expression of the service, found in its byte code, and what is done with it.
///
/// @param place the class, and the field or the method
record CompiledRegex(String place, Pattern pattern, Set<Use> uses) {
  /// How a text is held against a pattern.
  enum Use {
    MATCHES,
    LOOKING_AT,
    FIND;

    private static Optional<Use> of(String method) {
      return switch (method) {
        case "matches" -> Optional.of(MATCHES);
        case "lookingAt" -> Optional.of(LOOKING_AT);
        case "find", "replaceAll", "replaceFirst", "results", "split", "splitAsStream" ->
            Optional.of(FIND);
        default -> Optional.empty();
      };
    }
  }

  /// All of a folder of classes.
  ///
  /// @param built methods that put a pattern together of what they are given; any other is an error
  static List<CompiledRegex> all(Path classes, Set<String> built) {
    Map<String, CompiledRegex> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(file);
        for (MethodModel method : model.methods()) {
          ofMethod(model, method, built)
              .forEach(regex -> found.merge(regex.key(), regex, CompiledRegex::with));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(found.values());
  }

  private String key() {
    return place + " " + pattern;
  }

  private CompiledRegex with(CompiledRegex same) {
    Set<Use> both = EnumSet.copyOf(uses);
    both.addAll(same.uses);
    return new CompiledRegex(place, pattern, both);
  }

  private static List<CompiledRegex> ofMethod(
      ClassModel model, MethodModel method, Set<String> built) {
    String owner = simpleName(model.thisClass().asInternalName());
    String place = owner + "." + method.methodName().stringValue();
    List<CodeElement> code = method.code().map(all -> all.elementList()).orElse(List.of());
    List<CompiledRegex> found = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < code.size(); i++) {
      switch (code.get(i)) {
        case ConstantInstruction constant when constant.constantValue() instanceof String word ->
            words.add(word);
        case InvokeInstruction call when takesARegex(call) -> {
          int behind =
              call.typeSymbol().parameterCount() > 1
                      && call.typeSymbol().parameterType(1).displayName().equals("String")
                  ? 2
                  : 1;
          boolean isField = method.methodName().equalsString("<clinit>");
          if (words.size() >= behind && !isField && !built.contains(place)) {
            found.add(
                new CompiledRegex(
                    place,
                    Pattern.compile(words.get(words.size() - behind)),
                    Use.of(call.name().stringValue())
                        .map(EnumSet::of)
                        .orElse(EnumSet.allOf(Use.class))));
          } else if (!isField && !built.contains(place)) {
            throw new AssertionError(place + " makes a pattern of what is not known");
          }
          words.clear();
        }
        case FieldInstruction field
            when field.typeSymbol().displayName().equals("Pattern")
                && field.opcode() == Opcode.GETSTATIC ->
            found.add(
                new CompiledRegex(
                    simpleName(field.owner().asInternalName()) + "." + field.name(),
                    pattern(field),
                    uses(model, code.subList(i + 1, code.size()))));
        default -> {}
      }
    }
    return found;
  }

  private static boolean takesARegex(InvokeInstruction call) {
    return switch (call.owner().asInternalName()) {
      case "java/lang/String" ->
          switch (call.name().stringValue()) {
            case "matches", "replaceAll", "replaceFirst", "split" -> true;
            default -> false;
          };
      case "java/util/regex/Pattern" ->
          switch (call.name().stringValue()) {
            case "compile" -> true;
            case "matches" -> call.typeSymbol().parameterCount() == 2;
            default -> false;
          };
      default -> false;
    };
  }

  private static Pattern pattern(FieldInstruction instruction) {
    try {
      Class<?> owner = Class.forName(instruction.owner().asInternalName().replace('/', '.'));
      Field field = owner.getDeclaredField(instruction.name().stringValue());
      field.setAccessible(true);
      return (Pattern) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(String.valueOf(e.getMessage()), e);
    }
  }

  /// What is done before another pattern is taken; where that happens elsewhere, what is done in
  /// the class, or else anything.
  private static Set<Use> uses(ClassModel model, List<CodeElement> code) {
    Set<Use> uses = EnumSet.noneOf(Use.class);
    for (CodeElement element : code) {
      if (element instanceof FieldInstruction field
          && field.typeSymbol().displayName().equals("Pattern")) {
        break;
      }
      use(element).ifPresent(uses::add);
    }
    if (uses.isEmpty()) {
      model.methods().stream()
          .flatMap(method -> method.code().stream())
          .flatMap(all -> all.elementStream())
          .forEach(element -> use(element).ifPresent(uses::add));
    }
    return uses.isEmpty() ? EnumSet.allOf(Use.class) : uses;
  }

  private static Optional<Use> use(CodeElement element) {
    return switch (element) {
      case InvokeInstruction call
          when call.owner().asInternalName().startsWith("java/util/regex/") ->
          Use.of(call.name().stringValue());
      case InvokeDynamicInstruction call ->
          call.bootstrapArgs().stream()
              .filter(DirectMethodHandleDesc.class::isInstance)
              .map(DirectMethodHandleDesc.class::cast)
              .filter(handle -> handle.owner().displayName().equals("Matcher"))
              .flatMap(handle -> Use.of(handle.methodName()).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static String simpleName(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1);
  }

  /// Holds a text against the pattern in every way that it is used.
  ///
  /// @return the number of characters that were read
  long reads(String text, long most) {
    CountedText counted = new CountedText(text, most);
    for (Use use : uses) {
      switch (use) {
        case MATCHES -> pattern.matcher(counted).matches();
        case LOOKING_AT -> pattern.matcher(counted).lookingAt();
        case FIND -> {
          Matcher matcher = pattern.matcher(counted);
          while (matcher.find()) {}
        }
      }
    }
    return counted.reads();
  }
}
