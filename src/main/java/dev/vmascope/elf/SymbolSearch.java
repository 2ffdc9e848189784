package dev.vmascope.elf;

/// The result of a search for a symbol.
public sealed interface SymbolSearch {
  /// A found symbol.
  record Found(NearestSymbol symbol) implements SymbolSearch {}

  /// A failed search.
  ///
  /// @param why the reason in words
  record Failed(String why) implements SymbolSearch {}
}
