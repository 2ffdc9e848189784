package dev.vmascope.http.guard;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The properties `vmascope.limits.*`: the limits on concurrent requests and response time.
///
/// @param requests the number of concurrent requests; the server has forty threads for them
/// @param answer the time in which a client must receive a response
@Validated
@ConfigurationProperties("vmascope.limits")
public record LimitProperties(
    @DefaultValue("16") @Min(1) @Max(40) int requests, @DefaultValue("60s") Duration answer) {}
