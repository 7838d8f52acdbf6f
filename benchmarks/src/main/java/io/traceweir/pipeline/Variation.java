// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceweir.pipeline.assemble.Deciding;
import io.traceweir.pipeline.assemble.ForgetfulDeciding;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.trace.ResourceCache;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A pipeline from which a part is left out, so that one sees what the part costs. Lives in this
 * package because no setting may lead here: what is left out is what traces are kept safe by.
 */
public enum Variation {
  /** As everybody runs it. */
  WHOLE,
  /** No changelog, no block, no file: what was decided and counted is on the heap alone. */
  FORGETFUL,
  /** Input partitions are read as they come, however far one is ahead of another. */
  OUT_OF_STEP;

  /** As {@link Pipeline#start}. */
  public Pipeline start(PipelineSettings settings, MeterRegistry registry, Duration patience)
      throws PipelineException {
    return Pipeline.start(settings, registry, patience, blueprint());
  }

  private Blueprint blueprint() {
    return switch (this) {
      case WHOLE -> new Blueprint();
      case FORGETFUL -> new Forgetful();
      case OUT_OF_STEP -> new OutOfStep();
    };
  }

  private static final class Forgetful extends Blueprint {
    @Override
    StoreBuilder<?> decisionMemory(String name, Map<String, String> changelog) {
      return onTheHeap(name);
    }

    @Override
    StoreBuilder<?> series(String name, Map<String, String> changelog) {
      return onTheHeap(name);
    }

    private static StoreBuilder<?> onTheHeap(String name) {
      return Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingDisabled();
    }

    @Override
    Deciding deciding(
        PipelineSettings settings,
        InputProgress progress,
        ResourceCache resources,
        PipelineMeters meters,
        Deciding.Sizes sizes) {
      return new ForgetfulDeciding(settings, progress, resources, meters, sizes);
    }
  }

  private static final class OutOfStep extends Blueprint {
    @Override
    boolean readsInStep(PipelineSettings settings) {
      return false;
    }
  }
}
