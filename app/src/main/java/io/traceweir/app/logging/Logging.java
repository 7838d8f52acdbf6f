// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.traceweir.app.config.LogFormat;
import org.slf4j.LoggerFactory;

/**
 * The log goes to standard error, so that what a command prints stays clean. Configured in code,
 * not by a file: reading XML would cost a third of the start of a short command.
 */
public final class Logging extends ContextAwareBase implements Configurator {

  private static final String TEXT = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg %kvp%n%ex";

  /** As logback finds it: for short commands, where only trouble is worth a line. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    configure(context, LogFormat.TEXT, Level.ERROR, Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** For a process that stays: what it does at INFO, what its libraries complain about at WARN. */
  public static void service(LogFormat format) {
    configure((LoggerContext) LoggerFactory.getILoggerFactory(), format, Level.WARN, Level.INFO);
  }

  private static void configure(
      LoggerContext context, LogFormat format, Level libraries, Level own) {
    context.reset();
    context.addTurboFilter(new Noise());
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, format));
    appender.start();
    context.getLogger("ROOT").addAppender(appender);
    context.getLogger("ROOT").setLevel(libraries);
    context.getLogger("io.traceweir").setLevel(own);
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    Encoder<ILoggingEvent> encoder;
    if (format == LogFormat.JSON) {
      encoder = new JsonEncoder();
    } else {
      PatternLayoutEncoder pattern = new PatternLayoutEncoder();
      pattern.setPattern(TEXT);
      encoder = pattern;
    }
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }
}
