package dev.vmascope.process;

import dev.vmascope.mapping.proc.CommandLineDetail;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.*` for the display of processes.
///
/// @param commandLine the part of command lines that is shown to callers with the scope for it
@ConfigurationProperties("vmascope")
record ProcessProperties(@DefaultValue("false") CommandLineDetail commandLine) {}
