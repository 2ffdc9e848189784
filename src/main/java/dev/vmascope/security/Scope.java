package dev.vmascope.security;

import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// What a token may allow.
enum Scope {
  /// Names and sizes of processes.
  PROCESSES_READ("processes:read"),
  /// Command lines, where the service is configured to show them.
  PROCESSES_COMMAND_LINES("processes:command-lines"),
  /// Mappings and their totals.
  MAPS_READ("maps:read"),
  /// Absolute addresses, which undo address space randomization.
  MAPS_ADDRESSES("maps:addresses"),
  /// Reads that walk page tables, beyond the budget.
  SCANS_EXPENSIVE("scans:expensive"),
  /// Storing snapshots.
  SNAPSHOTS_WRITE("snapshots:write"),
  /// The metrics.
  METRICS_READ("metrics:read");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /// All scopes, as Spring Security wants them.
  static List<GrantedAuthority> allAuthorities() {
    return Arrays.stream(values())
        .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority(scope.word))
        .toList();
  }

  /// All words.
  static List<String> words() {
    return Arrays.stream(values()).map(Scope::toString).toList();
  }

  @Override
  public String toString() {
    return word;
  }
}
