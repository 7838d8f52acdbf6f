// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.assemble.Deciding;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.trace.ResourceCache;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What a pipeline is made of where that decides over its guarantees. Benchmarks leave a part out to
 * see what it costs; no setting leads there.
 */
class Blueprint {
  /**
   * @param changelog settings of its topic
   */
  StoreBuilder<?> decisionMemory(String name, Map<String, String> changelog) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withLoggingEnabled(changelog);
  }

  /**
   * @param changelog settings of its topic
   */
  StoreBuilder<?> series(String name, Map<String, String> changelog) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(changelog);
  }

  Deciding deciding(
      PipelineSettings settings,
      InputProgress progress,
      ResourceCache resources,
      PipelineMeters meters,
      Deciding.Sizes sizes) {
    return new Deciding(settings, progress, resources, meters, sizes);
  }

  /** Keyed input is not read in step: no partition waits for another one's clock. */
  boolean readsInStep(PipelineSettings settings) {
    return PipelineTopology.hasFragmentsTopic(settings);
  }
}
