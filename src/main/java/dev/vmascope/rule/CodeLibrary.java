package dev.vmascope.rule;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.regex.Pattern;

/// A library that generates code into memory of the process that has loaded it. The name of the
/// program does not matter.
///
/// @param name the name of its file, or of its memory object
record CodeLibrary(String name, Amount amount) {
  /// The runtimes: HotSpot, OpenJ9, .NET, Mono, V8, SpiderMonkey, JavaScriptCore, Qt, LuaJIT, PyPy,
  /// Julia, and the engines of WebAssembly.
  private static final Pattern RUNTIMES =
      Pattern.compile(
          "lib(jvm|j9jit[0-9]*|coreclr|clrjit|mono(sgen)?-2\\.0|node|v8|v8_libbase|mozjs-[0-9]+|xul|cef"
              + "|javascriptcoregtk-[0-9.]+|Qt[56]?(Qml|WebEngineCore)|luajit-5\\.1|pypy3?(\\.[0-9]+)?-c"
              + "|julia-internal|wasmtime|wasmer|wasmedge)\\.so[0-9.]*");

  /// Libraries for closures of C functions, and for compiled regular expressions.
  private static final Pattern SMALL = Pattern.compile("lib(ffi|pcre|pcre2-(8|16|32))\\.so[0-9.]*");

  /// The amount of code that it generates.
  enum Amount {
    /// Any amount, at any address: it runs a language.
    ANY,
    /// Some pages.
    SMALL
  }

  /// The library whose code a mapping is, if it is one of these; never one from a directory for
  /// temporary files.
  static Optional<CodeLibrary> of(ClassifiedMapping listed) {
    RawText path = listed.backing().path();
    if (!listed.mapping().permissions().executable() || path == null) {
      return Optional.empty();
    }
    if (listed.backing().kind() == MappingKind.MEMFD) {
      // The category comes from the name that .NET gives the object.
      return listed.category() == MappingCategory.JIT
          ? Optional.of(new CodeLibrary(path.latin1(), Amount.ANY))
          : Optional.empty();
    }
    if (listed.backing().kind() != MappingKind.FILE
        || MappingInspector.isTemporary(path.latin1())) {
      return Optional.empty();
    }
    String name = path.latin1().substring(path.latin1().lastIndexOf('/') + 1);
    if (RUNTIMES.matcher(name).matches()) {
      return Optional.of(new CodeLibrary(name, Amount.ANY));
    }
    return SMALL.matcher(name).matches()
        ? Optional.of(new CodeLibrary(name, Amount.SMALL))
        : Optional.empty();
  }

  /// Whether a mapping has the form of those for little code: anonymous, or the memory object of
  /// libffi.
  static boolean mayHoldLittle(ClassifiedMapping listed) {
    RawText name = listed.backing().name();
    return switch (listed.backing().kind()) {
      case ANONYMOUS -> name == null && !listed.mapping().permissions().shared();
      case MEMFD -> name != null && name.latin1().equals("libffi");
      case FILE, HEAP, STACK, SHARED_ANONYMOUS, SYSV, HUGETLB, DEVICE, ANON_INODE, KERNEL, OTHER ->
          false;
    };
  }
}
