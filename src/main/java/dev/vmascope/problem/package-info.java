/// The problem documents of RFC 9457, by which every error reaches clients. Errors come from this
/// service, Spring, the firewall and Tomcat; they share one set of codes and one writer.
@NullMarked
package dev.vmascope.problem;

import org.jspecify.annotations.NullMarked;
