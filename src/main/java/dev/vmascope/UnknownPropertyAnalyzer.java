package dev.vmascope;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// A failure analyzer that reports unknown properties without a stack trace.
final class UnknownPropertyAnalyzer extends AbstractFailureAnalyzer<UnknownPropertyException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnknownPropertyException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Correct the name or remove it. docs/configuration.md has all properties.",
        cause);
  }
}
