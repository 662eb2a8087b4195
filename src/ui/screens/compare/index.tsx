import './compare.css';
import { useParams, useSearchParams } from 'react-router';
import { PairPage } from './pair-page.tsx';
import { ResultPage } from './result-page.tsx';

/** 快速对账: two files to compare, or what came of it. */
export default function CompareScreen() {
  const { comparisonId } = useParams();
  const [search] = useSearchParams();
  if (comparisonId !== undefined) return <ResultPage key={comparisonId} comparisonId={comparisonId} />;
  return <PairPage left={search.get('left')} right={search.get('right')} />;
}
