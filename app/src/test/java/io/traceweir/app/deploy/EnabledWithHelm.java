// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import com.marcnuri.helm.Helm;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a class where Helm's library, native code, cannot be loaded. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledWithHelm.Condition.class)
@interface EnabledWithHelm {
  /** Tries it. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try {
        return ConditionEvaluationResult.enabled("Helm " + Helm.version().call());
      } catch (LinkageError | RuntimeException e) {
        return ConditionEvaluationResult.disabled(
            "tests of the chart need Helm's library, and it does not load here ("
                + System.getProperty("os.name")
                + ", "
                + System.getProperty("os.arch")
                + "): "
                + e.getClass().getName());
      }
    }
  }
}
