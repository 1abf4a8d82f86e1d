// Loaded before a documented code block: at its end, prints each of its OpenTelemetry spans as a line of JSON.
import { trace } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
process.on("exit", () => {
  for (const { name, kind, attributes, status, events } of exporter.getFinishedSpans()) {
    console.log(
      JSON.stringify({ name, kind, attributes, status: status.code, events: events.map((event) => event.name) }),
    );
  }
});
