/// Errors as clients see them: RFC 9457 problem documents, whoever raises them (our code, Spring,
/// the firewall, Tomcat). One vocabulary of codes, one way to write them.
@NullMarked
package dev.vmascope.problem;

import org.jspecify.annotations.NullMarked;
