// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Hears what a class logs during a test, which is then not printed. */
public final class ToldLog implements BeforeEachCallback, AfterEachCallback {
  private final Logger log;
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  public ToldLog(Class<?> of) {
    log = (Logger) LoggerFactory.getLogger(of);
  }

  /** In order. */
  public List<ILoggingEvent> events() {
    return told.list;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    told.start();
    log.addAppender(told);
    log.setAdditive(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    log.detachAppender(told);
    log.setAdditive(true);
  }
}
