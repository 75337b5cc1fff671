#include "io/report_inputs.hpp"

#include "io/observation_reader.hpp"
#include "io/person_build.hpp"
#include "io/references.hpp"
#include "io/report/published_ranges.hpp"
#include "measure/treated_limbs.hpp"

namespace cisterna {

ReportContext report_context(const StudyInputs& inputs, const Catalogue& catalogue) {
  ReportContext context;
  context.person_title = inputs.person.title;
  context.person_description = inputs.person.description;
  if (const std::string who = stated(inputs.person.build); !who.empty())
    context.person_description +=
        (context.person_description.empty() ? "Stated: " : " Stated: ") + who + ".";
  for (const Protocol& protocol : inputs.protocols) {
    ProtocolCard card{
        protocol.title, protocol.description, {}, treated_limbs(protocol, inputs.anatomy)};
    for (const TimelineEntry& entry : timeline(protocol)) {
      card.timeline.push_back({entry.start, entry.end, name_of(entry.technique), entry.label});
    }
    context.protocols.push_back(std::move(card));
  }
  for (const Reference& reference : read_references(catalogue.references())) {
    context.references.push_back({reference.key, reference.text});
  }
  context.ranges = published_ranges(read_observation_folder(catalogue.folder() + "/observations"),
                                    inputs.anatomy.name);
  return context;
}

}  // namespace cisterna
