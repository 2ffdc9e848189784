package dev.vmascope.guard;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much the service takes on.
///
/// @param requests how many are answered at one time; the server has threads for forty
/// @param answer how long a client may take to receive an answer
@Validated
@ConfigurationProperties("vmascope.limits")
public record LimitProperties(
    @DefaultValue("16") @Min(1) @Max(40) int requests, @DefaultValue("60s") Duration answer) {}
